TITLE High-threshold calcium current

COMMENT
q^2 r, Pospischil et al., Biol. Cybern. 99:427-441 (2008), doi:10.1007/s00422-008-0263-8, eqs. 17-21.
ENDCOMMENT

NEURON {
    SUFFIX cal
    USEION ca READ eca WRITE ica
    RANGE gbar
    THREADSAFE
}

UNITS {
    (mV) = (millivolt)
    (mA) = (milliamp)
    (S) = (siemens)
}

PARAMETER {
    gbar = 1e-4 (S/cm2) <0, 1e9>
}

ASSIGNED {
    v (mV)
    eca (mV)
    ica (mA/cm2)
}

STATE { q r }

INITIAL {
    q = alphaq(v) / (alphaq(v) + betaq(v))
    r = alphar(v) / (alphar(v) + betar(v))
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    ica = gbar * q * q * r * (v - eca)
}

DERIVATIVE states {
    q' = alphaq(v) * (1 - q) - betaq(v) * q
    r' = alphar(v) * (1 - r) - betar(v) * r
}

FUNCTION alphaq(v (mV)) (/ms) {
    LOCAL x
    x = (v + 27 (mV)) / 3.8 (mV)
    IF (fabs(x) < 1e-5) {
        alphaq = 0.209 (/ms) * (1 + x / 2)
    } ELSE {
        alphaq = 0.209 (/ms) * x / (1 - exp(-x))
    }
}

FUNCTION betaq(v (mV)) (/ms) {
    betaq = 0.94 (/ms) * exp((-75 (mV) - v) / 17 (mV))
}

FUNCTION alphar(v (mV)) (/ms) {
    alphar = 0.000457 (/ms) * exp((-13 (mV) - v) / 50 (mV))
}

FUNCTION betar(v (mV)) (/ms) {
    betar = 0.0065 (/ms) / (exp((-15 (mV) - v) / 28 (mV)) + 1)
}
