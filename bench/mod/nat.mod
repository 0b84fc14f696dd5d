TITLE transient sodium channel of the benchmark's pyramidal cell

NEURON {
    THREADSAFE
    SUFFIX nat
    USEION na READ ena WRITE ina
    RANGE gbar
}

UNITS {
    (mV) = (millivolt)
    (mA) = (milliamp)
    (S) = (siemens)
}

PARAMETER {
    gbar = 0.1 (S/cm2)
}

ASSIGNED {
    v (mV)
    ena (mV)
    ina (mA/cm2)
    celsius (degC)
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
    m = minf(v)
    h = hinf(v)
}

DERIVATIVE states {
    m' = (minf(v) - m) / mtau(v)
    h' = (hinf(v) - h) / htau(v)
}

FUNCTION linoid(x, scale) {
    IF (fabs(x / scale) < 1e-6) {
        linoid = scale * (1 + x / scale / 2)
    } ELSE {
        linoid = x / (1 - exp(-x / scale))
    }
}

FUNCTION minf(v (mV)) {
    LOCAL a, b
    a = 0.182 * linoid(v + 38, 6)
    b = 0.124 * linoid(-v - 38, 6)
    minf = a / (a + b)
}

FUNCTION mtau(v (mV)) (ms) {
    LOCAL a, b
    a = 0.182 * linoid(v + 38, 6)
    b = 0.124 * linoid(-v - 38, 6)
    mtau = 1 / (a + b) / 2.9
}

FUNCTION hinf(v (mV)) {
    LOCAL a, b
    a = 0.015 * linoid(-v - 66, 6)
    b = 0.015 * linoid(v + 66, 6)
    hinf = a / (a + b)
}

FUNCTION htau(v (mV)) (ms) {
    LOCAL a, b
    a = 0.015 * linoid(-v - 66, 6)
    b = 0.015 * linoid(v + 66, 6)
    htau = 1 / (a + b) / 2.9
}
