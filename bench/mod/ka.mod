TITLE A-type potassium channel of the benchmark's pyramidal cell

NEURON {
    THREADSAFE
    SUFFIX ka
    USEION k READ ek WRITE ik
    RANGE gbar
}

UNITS {
    (mV) = (millivolt)
    (mA) = (milliamp)
    (S) = (siemens)
}

PARAMETER {
    gbar = 0.001 (S/cm2)
}

ASSIGNED {
    v (mV)
    celsius (degC)
    ek (mV)
    ik (mA/cm2)
    minf
    mtau (ms)
    hinf
    htau (ms)
}

STATE {
    m
    h
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    ik = gbar * m * m * m * m * h * (v - ek)
}

INITIAL {
    rates(v)
    m = minf
    h = hinf
}

DERIVATIVE states {
    rates(v)
    m' = (minf - m) / mtau
    h' = (hinf - h) / htau
}

PROCEDURE rates(v (mV)) {
    LOCAL q
    q = 2.3 ^ ((celsius - 21) / 10)
    minf = 1 / (1 + exp(-(v + 34) / 13))
    mtau = (0.4 + 1.6 / (exp((v + 40) / 20) + exp(-(v + 40) / 20))) / q
    hinf = 1 / (1 + exp((v + 66) / 8))
    htau = (6 + 16 / (exp((v + 50) / 15) + exp(-(v + 50) / 15))) / q
}
