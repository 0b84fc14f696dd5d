TITLE Synapse with one alpha-function conductance that begins at a given time and peaks at gmax after tau

NEURON {
    POINT_PROCESS AlphaSynapse
    RANGE onset, tau, gmax, e, i, g
    NONSPECIFIC_CURRENT i
    THREADSAFE
}

UNITS {
    (nA) = (nanoamp)
    (mV) = (millivolt)
    (uS) = (microsiemens)
}

PARAMETER {
    onset = 0 (ms)
    tau = 0.1 (ms) <1e-3, 1e6>
    gmax = 0 (uS) <0, 1e9>
    e = 0 (mV)
}

ASSIGNED {
    v (mV)
    i (nA)
    g (uS)
}

BREAKPOINT {
    at_time(onset)
    g = gmax*alpha((t - onset)/tau)
    i = g*(v - e)
}

: Nothing is left of the conductance after ten time constants.
FUNCTION alpha(x) {
    IF (x < 0 || x > 10) {
        alpha = 0
    } ELSE {
        alpha = x*exp(1 - x)
    }
}
