TITLE Fast sodium current of cortical pyramidal cells

COMMENT
m^3 h, rates of Traub and Miles shifted by vt, as in Pospischil et al., Biol. Cybern. 99:427-441 (2008),
doi:10.1007/s00422-008-0263-8, eqs. 6-10.
ENDCOMMENT

NEURON {
    SUFFIX nat
    USEION na READ ena WRITE ina
    RANGE gbar, vt
    THREADSAFE
}

UNITS {
    (mV) = (millivolt)
    (mA) = (milliamp)
    (S) = (siemens)
}

PARAMETER {
    gbar = 0.056 (S/cm2) <0, 1e9>
    vt = -56.2 (mV)
}

ASSIGNED {
    v (mV)
    ena (mV)
    ina (mA/cm2)
}

STATE { m h }

INITIAL {
    m = alpham(v) / (alpham(v) + betam(v))
    h = alphah(v) / (alphah(v) + betah(v))
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    ina = gbar * m * m * m * h * (v - ena)
}

DERIVATIVE states {
    m' = alpham(v) * (1 - m) - betam(v) * m
    h' = alphah(v) * (1 - h) - betah(v) * h
}

FUNCTION alpham(v (mV)) (/ms) {
    alpham = 0.32 (/ms) * 4 * linear((v - vt - 13 (mV)) / 4 (mV))
}

FUNCTION betam(v (mV)) (/ms) {
    betam = 0.28 (/ms) * 5 * linear(-(v - vt - 40 (mV)) / 5 (mV))
}

FUNCTION alphah(v (mV)) (/ms) {
    alphah = 0.128 (/ms) * exp(-(v - vt - 17 (mV)) / 18 (mV))
}

FUNCTION betah(v (mV)) (/ms) {
    betah = 4 (/ms) / (1 + exp(-(v - vt - 40 (mV)) / 5 (mV)))
}

: x / (1 - exp(-x)), continued over x = 0
FUNCTION linear(x) {
    IF (fabs(x) < 1e-5) {
        linear = 1 + x / 2
    } ELSE {
        linear = x / (1 - exp(-x))
    }
}
