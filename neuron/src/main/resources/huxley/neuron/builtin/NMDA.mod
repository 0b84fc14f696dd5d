TITLE NMDA receptor synapse: slow excitation, blocked by magnesium at rest

COMMENT
An event of weight w opens a conductance that rises with tau1, decays with tau2 and peaks at w without magnesium.
Magnesium leaves open the share 1/(1 + mg/3.57 mM exp(-0.062 v/mV)), reached at once: C. E. Jahr and C. F. Stevens,
J. Neurosci. 10:3178-3182 (1990), doi:10.1523/JNEUROSCI.10-09-03178.1990.
ENDCOMMENT

NEURON {
    POINT_PROCESS NMDA
    RANGE tau1, tau2, e, mg, i, g
    NONSPECIFIC_CURRENT i
    THREADSAFE
}

UNITS {
    (nA) = (nanoamp)
    (mV) = (millivolt)
    (uS) = (microsiemens)
    (mM) = (milli/liter)
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
    LOCAL peak

    : equal time constants would divide 0 by 0
    IF (tau1/tau2 > 0.9999) { tau1 = 0.9999*tau2 }
    peak = tau1*tau2/(tau2 - tau1)*log(tau2/tau1)
    factor = 1/(exp(-peak/tau2) - exp(-peak/tau1))
    A = 0
    B = 0
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    g = (B - A)/(1 + mg/3.57 (mM)*exp(-0.062 (/mV)*v))
    i = g*(v - e)
}

DERIVATIVE states {
    A' = -A/tau1
    B' = -B/tau2
}

NET_RECEIVE(weight (uS)) {
    A = A + weight*factor
    B = B + weight*factor
}
