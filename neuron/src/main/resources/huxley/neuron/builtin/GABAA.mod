TITLE GABA_A receptor synapse: fast inhibition through chloride

COMMENT
An event of weight w opens a conductance that rises with tau1, decays with tau2 and peaks at w.
The time constants are round numbers, for cortex at body temperature.
ENDCOMMENT

NEURON {
    POINT_PROCESS GABAA
    RANGE tau1, tau2, e, i, g
    NONSPECIFIC_CURRENT i
    THREADSAFE
}

UNITS {
    (nA) = (nanoamp)
    (mV) = (millivolt)
    (uS) = (microsiemens)
}

PARAMETER {
    tau1 = 0.5 (ms) <1e-9, 1e9>
    tau2 = 6 (ms) <1e-9, 1e9>
    e = -75 (mV)
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
    g = B - A
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
