TITLE Adaptive exponential integrate-and-fire dynamics of a cell of one compartment

COMMENT
    C v' = -gl*(v - el) + gl*delta*exp((v - vt)/delta) - w + I
    tauw w' = a*(v - el) - w      v > vpeak: a spike, v -> vreset for refrac, w -> w + b
R. Brette and W. Gerstner, J. Neurophysiol. 94:3637-3642 (2005), doi:10.1152/jn.00686.2005 (there C = 281 pF).
It is placed in a cell of one compartment, whose area makes the capacitance; synapses and stimuli are placed beside it. For
refrac, one step at least, a conductance that dwarfs all others (clamp) keeps v at vreset. The exponential is taken
at the start of a step, and grows no further than to exp(10), where vpeak is microseconds away. The cell's spike detector
needs a threshold below vpeak.
ENDCOMMENT

NEURON {
    POINT_PROCESS AdEx
    RANGE gl, el, vt, delta, a, b, tauw, vreset, vpeak, refrac, clamp, w, i
    NONSPECIFIC_CURRENT i
    THREADSAFE
}

UNITS {
    (nA) = (nanoamp)
    (mV) = (millivolt)
    (uS) = (microsiemens)
}

PARAMETER {
    gl = 0.03 (uS) <0, 1e9>
    el = -70.6 (mV)
    vt = -50.4 (mV)
    delta = 2 (mV) <1e-9, 1e9>
    a = 0.004 (uS)
    b = 0.0805 (nA)
    tauw = 144 (ms) <1e-9, 1e9>
    vreset = -70.6 (mV)
    vpeak = 20 (mV)
    refrac = 0 (ms) <0, 1e9>
    clamp = 1e8 (uS) <0, 1e12>
}

ASSIGNED {
    v (mV)
    dt (ms)
    i (nA)
    rest (ms)
    upswing (nA)
}

STATE { w (nA) }

INITIAL {
    w = 0
    rise()
    rest = 0
}

BREAKPOINT {
    SOLVE advance METHOD after_cvode
    IF (rest > 0.5*dt) {
        i = clamp*(v - vreset)
    } ELSE {
        i = gl*(v - el) - upswing + w
    }
}

PROCEDURE advance() {
    w = w + (1 - exp(-dt/tauw))*(a*(v - el) - w)
    IF (rest > 0.5*dt) {
        rest = rest - dt
    } ELSE IF (v > vpeak) {
        w = w + b
        rest = refrac
        IF (rest < dt) { rest = dt }
    }
    rise()
}

PROCEDURE rise() {
    LOCAL x
    x = (v - vt)/delta
    IF (x > 10) { x = 10 }
    upswing = gl*delta*exp(x)
}
