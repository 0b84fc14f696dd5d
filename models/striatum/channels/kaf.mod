TITLE Fast A-type potassium current of spiny projection neurons (Kv4)

COMMENT
Half activation, inactivation and slopes: T. Tkatch, G. Baranauskas and D. J. Surmeier, J. Neurosci. 20:579-588 (2000),
doi:10.1523/JNEUROSCI.20-02-00579.2000, as tabulated by J. A. Wolf et al., J. Neurosci. 25:9080-9095 (2005),
doi:10.1523/JNEUROSCI.2220-05.2005. The time constants are round numbers for body temperature.
ENDCOMMENT

NEURON {
    SUFFIX kaf
    USEION k READ ek WRITE ik
    RANGE gbar
    THREADSAFE
}

UNITS {
    (mV) = (millivolt)
    (mA) = (milliamp)
    (S) = (siemens)
}

PARAMETER {
    gbar = 0.02 (S/cm2) <0, 1e9>
    taum = 1 (ms) <1e-9, 1e9>
    tauh = 5 (ms) <1e-9, 1e9>
}

ASSIGNED {
    v (mV)
    ek (mV)
    ik (mA/cm2)
}

STATE { m h }

INITIAL {
    m = minf(v)
    h = hinf(v)
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    ik = gbar * m * m * h * (v - ek)
}

DERIVATIVE states {
    m' = (minf(v) - m) / taum
    h' = (hinf(v) - h) / tauh
}

FUNCTION minf(v (mV)) {
    minf = 1 / (1 + exp(-(v + 10 (mV)) / 17.7 (mV)))
}

FUNCTION hinf(v (mV)) {
    hinf = 1 / (1 + exp((v + 75.6 (mV)) / 10 (mV)))
}
