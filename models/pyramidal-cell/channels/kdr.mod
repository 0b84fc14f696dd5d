TITLE Delayed-rectifier potassium current of cortical pyramidal cells

COMMENT
n^4, rates of Traub and Miles shifted by vt, as in Pospischil et al., Biol. Cybern. 99:427-441 (2008),
doi:10.1007/s00422-008-0263-8, eqs. 11-13.
ENDCOMMENT

NEURON {
    SUFFIX kdr
    USEION k READ ek WRITE ik
    RANGE gbar, vt
    THREADSAFE
}

UNITS {
    (mV) = (millivolt)
    (mA) = (milliamp)
    (S) = (siemens)
}

PARAMETER {
    gbar = 0.006 (S/cm2) <0, 1e9>
    vt = -56.2 (mV)
}

ASSIGNED {
    v (mV)
    ek (mV)
    ik (mA/cm2)
}

STATE { n }

INITIAL { n = alpha(v) / (alpha(v) + beta(v)) }

BREAKPOINT {
    SOLVE states METHOD cnexp
    ik = gbar * n * n * n * n * (v - ek)
}

DERIVATIVE states {
    n' = alpha(v) * (1 - n) - beta(v) * n
}

FUNCTION alpha(v (mV)) (/ms) {
    LOCAL x
    x = (v - vt - 15 (mV)) / 5 (mV)
    IF (fabs(x) < 1e-5) {
        alpha = 0.16 (/ms) * (1 + x / 2)
    } ELSE {
        alpha = 0.16 (/ms) * x / (1 - exp(-x))
    }
}

FUNCTION beta(v (mV)) (/ms) {
    beta = 0.5 (/ms) * exp(-(v - vt - 10 (mV)) / 40 (mV))
}
