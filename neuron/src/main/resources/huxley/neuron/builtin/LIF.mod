TITLE Leaky integrate-and-fire dynamics of a cell of one compartment

COMMENT
    C v' = -gl*(v - el) + I       v > vth: a spike, v -> vreset for refrac
It is placed in a cell of one compartment, whose area makes the capacitance; synapses and stimuli are placed beside it. For
refrac, two steps at least, a conductance that dwarfs all others (clamp) keeps v at vreset, but for the first step at vspike,
which the cell's spike detector sees.
ENDCOMMENT

NEURON {
    POINT_PROCESS LIF
    RANGE gl, el, vth, vreset, vspike, refrac, clamp, i
    NONSPECIFIC_CURRENT i
    THREADSAFE
}

UNITS {
    (nA) = (nanoamp)
    (mV) = (millivolt)
    (uS) = (microsiemens)
}

PARAMETER {
    gl = 0.01 (uS) <0, 1e9>
    el = -65 (mV)
    vth = -50 (mV)
    vreset = -65 (mV)
    vspike = 20 (mV)
    refrac = 2 (ms) <0, 1e9>
    clamp = 1e8 (uS) <0, 1e12>
}

ASSIGNED {
    v (mV)
    dt (ms)
    i (nA)
    rest (ms)
    held (mV)
}

INITIAL {
    rest = 0
    held = vspike
}

BREAKPOINT {
    SOLVE advance METHOD after_cvode
    IF (rest > 0.5*dt) {
        i = clamp*(v - held)
    } ELSE {
        i = gl*(v - el)
    }
}

PROCEDURE advance() {
    IF (rest > 0.5*dt) {
        rest = rest - dt
        held = vreset
    } ELSE IF (v > vth) {
        held = vspike
        rest = refrac
        IF (rest < 2*dt) { rest = 2*dt }
    }
}
