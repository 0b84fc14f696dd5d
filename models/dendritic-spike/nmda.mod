TITLE NMDA receptor synapse: slow, blocked by magnesium at rest

COMMENT
Block by magnesium: C. E. Jahr and C. F. Stevens, J. Neurosci. 10:3178-3182 (1990),
doi:10.1523/JNEUROSCI.10-09-03178.1990.
ENDCOMMENT

NEURON {
    POINT_PROCESS NMDA
    NONSPECIFIC_CURRENT i
    RANGE tau1, tau2, e, mg, i, g
    THREADSAFE
}

UNITS {
    (nA) = (nanoamp)
    (mV) = (millivolt)
    (uS) = (microsiemens)
    (molar) = (1/liter)
    (mM) = (millimolar)
}

PARAMETER {
    tau1 = 2 (ms) <1e-9, 1e9>
    tau2 = 60 (ms) <1e-9, 1e9>
    e = 0 (mV)
    mg = 1 (mM) <0, 1e9>
}

ASSIGNED {
    v (mV)
    i (nA)
    g (uS)
    factor
}

STATE {
    A (uS)
    B (uS)
}

INITIAL {
    LOCAL tp
    tp = tau1 * tau2 / (tau2 - tau1) * log(tau2 / tau1)
    factor = 1 / (exp(-tp / tau2) - exp(-tp / tau1))
    A = 0
    B = 0
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    g = (B - A) / (1 + mg / 3.57 (mM) * exp(-0.062 (/mV) * v))
    i = g * (v - e)
}

DERIVATIVE states {
    A' = -A / tau1
    B' = -B / tau2
}

NET_RECEIVE (weight (uS)) {
    A = A + weight * factor
    B = B + weight * factor
}
