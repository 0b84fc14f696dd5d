TITLE Slow A-type potassium current of spiny projection neurons (Kv1.2)

COMMENT
Half activation and slope: W. Shen, S. Hernandez-Lopez, T. Tkatch, J. E. Held and D. J. Surmeier, J. Neurophysiol.
91:1337-1349 (2004), doi:10.1152/jn.00414.2003. It takes seconds to inactivate, which is left out.
ENDCOMMENT

NEURON {
    SUFFIX kas
    USEION k READ ek WRITE ik
    RANGE gbar
    THREADSAFE
}

UNITS {
    (mV) = (millivolt)
    (mA) = (milliamp)
    (S) = (siemens)
}

PARAMETER { gbar = 0.005 (S/cm2) <0, 1e9> }

ASSIGNED {
    v (mV)
    ek (mV)
    ik (mA/cm2)
}

STATE { m }

INITIAL { m = minf(v) }

BREAKPOINT {
    SOLVE states METHOD cnexp
    ik = gbar * m * m * (v - ek)
}

DERIVATIVE states {
    m' = (minf(v) - m) / taum(v)
}

FUNCTION minf(v (mV)) {
    minf = 1 / (1 + exp(-(v + 27 (mV)) / 16 (mV)))
}

FUNCTION taum(v (mV)) (ms) {
    LOCAL x
    x = (v + 34.3 (mV)) / 30.1 (mV)
    taum = 0.4 (ms) + 9.9 (ms) * exp(-x * x)
}
