TITLE low-threshold calcium channel of the benchmark's pyramidal cell

NEURON {
    THREADSAFE
    SUFFIX cat
    USEION ca READ eca WRITE ica
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
    eca (mV)
    ica (mA/cm2)
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
    ica = gbar * m * m * h * (v - eca)
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
    minf = 1 / (1 + exp(-(v + 48) / 6.5))
    mtau = (1.5 + 8 / (exp((v + 55) / 12) + exp(-(v + 55) / 12))) / q
    hinf = 1 / (1 + exp((v + 78) / 5.5))
    htau = (12 + 40 / (exp((v + 70) / 14) + exp(-(v + 70) / 14))) / q
}
