TITLE persistent sodium channel of the benchmark's pyramidal cell

NEURON {
    THREADSAFE
    SUFFIX nap
    USEION na READ ena WRITE ina
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
    ena (mV)
    ina (mA/cm2)
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
    ina = gbar * m * m * m * h * (v - ena)
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
    minf = 1 / (1 + exp(-(v + 52) / 4.6))
    mtau = (0.3 + 6 / (exp((v + 40) / 12) + exp(-(v + 40) / 12))) / q
    hinf = 1 / (1 + exp((v + 49) / 10))
    htau = (200 + 600 / (exp((v + 58) / 18) + exp(-(v + 58) / 18))) / q
}
