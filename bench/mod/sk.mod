TITLE small-conductance calcium-activated potassium channel of the benchmark's pyramidal cell

NEURON {
    THREADSAFE
    SUFFIX sk
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
    gbar = 0.0005 (S/cm2)
    half = 0.00042 (mM)
    tau = 1.2 (ms)
}

ASSIGNED {
    v (mV)
    ek (mV)
    ik (mA/cm2)
    cai (mM)
}

STATE {
    z
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    ik = gbar * z * (v - ek)
}

INITIAL {
    z = zinf(cai)
}

DERIVATIVE states {
    z' = (zinf(cai) - z) / tau
}

FUNCTION zinf(c (mM)) {
    IF (c < 1e-7) {
        c = 1e-7
    }
    zinf = 1 / (1 + (half / c) ^ 4.6)
}
