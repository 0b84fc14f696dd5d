TITLE hyperpolarization-activated cation channel of the benchmark's pyramidal cell

NEURON {
    THREADSAFE
    SUFFIX ih
    NONSPECIFIC_CURRENT i
    RANGE gbar, e
}

UNITS {
    (mV) = (millivolt)
    (mA) = (milliamp)
    (S) = (siemens)
}

PARAMETER {
    gbar = 0.001 (S/cm2)
    e = -42 (mV)
}

ASSIGNED {
    v (mV)
    celsius (degC)
    i (mA/cm2)
    minf
    mtau (ms)
}

STATE {
    m
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    i = gbar * m * (v - e)
}

INITIAL {
    rates(v)
    m = minf
}

DERIVATIVE states {
    rates(v)
    m' = (minf - m) / mtau
}

PROCEDURE rates(v (mV)) {
    LOCAL q
    q = 2.3 ^ ((celsius - 21) / 10)
    minf = 1 / (1 + exp((v + 84) / 9))
    mtau = (12 + 150 / (exp((v + 76) / 14) + exp(-(v + 76) / 14))) / q
}
