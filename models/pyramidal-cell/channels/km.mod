TITLE Muscarinic potassium current: slow, non-inactivating, adapts the firing

COMMENT
Pospischil et al., Biol. Cybern. 99:427-441 (2008), doi:10.1007/s00422-008-0263-8, eqs. 14-16.
ENDCOMMENT

NEURON {
    SUFFIX km
    USEION k READ ek WRITE ik
    RANGE gbar, taumax
    THREADSAFE
}

UNITS {
    (mV) = (millivolt)
    (mA) = (milliamp)
    (S) = (siemens)
}

PARAMETER {
    gbar = 7e-5 (S/cm2) <0, 1e9>
    taumax = 608 (ms) <1e-9, 1e9>
}

ASSIGNED {
    v (mV)
    ek (mV)
    ik (mA/cm2)
}

STATE { p }

INITIAL { p = pinf(v) }

BREAKPOINT {
    SOLVE states METHOD cnexp
    ik = gbar * p * (v - ek)
}

DERIVATIVE states {
    p' = (pinf(v) - p) / taup(v)
}

FUNCTION pinf(v (mV)) {
    pinf = 1 / (1 + exp(-(v + 35 (mV)) / 10 (mV)))
}

FUNCTION taup(v (mV)) (ms) {
    taup = taumax / (3.3 * exp((v + 35 (mV)) / 20 (mV)) + exp(-(v + 35 (mV)) / 20 (mV)))
}
