TITLE voltage- and calcium-activated potassium channel of the benchmark's pyramidal cell

NEURON {
    THREADSAFE
    SUFFIX bk
    USEION k READ ek WRITE ik
    USEION ca READ cai
    RANGE gbar
}

UNITS {
    (mV) = (millivolt)
    (mA) = (milliamp)
    (mM) = (milli/liter)
    (S) = (siemens)
}

PARAMETER {
    gbar = 0.001 (S/cm2)
}

ASSIGNED {
    v (mV)
    ek (mV)
    ik (mA/cm2)
    cai (mM)
}

STATE {
    o
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    ik = gbar * o * (v - ek)
}

INITIAL {
    o = oinf(v, cai)
}

DERIVATIVE states {
    o' = (oinf(v, cai) - o) / otau(v, cai)
}

FUNCTION opening(v (mV), c (mM)) (/ms) {
    opening = 0.48 * c / (c + 0.00018 * exp(-0.031 * (v + 10)))
}

FUNCTION closing(v (mV), c (mM)) (/ms) {
    closing = 0.28 / (1 + c / (0.011 * exp(-0.037 * (v + 10))))
}

FUNCTION oinf(v (mV), c (mM)) {
    LOCAL a, b
    a = opening(v, c)
    b = closing(v, c)
    oinf = a / (a + b)
}

FUNCTION otau(v (mV), c (mM)) (ms) {
    LOCAL a, b
    a = opening(v, c)
    b = closing(v, c)
    otau = 1 / (a + b)
}
