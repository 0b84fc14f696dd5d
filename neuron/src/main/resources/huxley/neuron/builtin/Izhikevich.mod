TITLE Izhikevich's dynamics of a cell of one compartment

COMMENT
    C v' = k*(v - vr)*(v - vt) - u + I
    u' = a*(b*(v - vr) - u)       v > vpeak: a spike, v -> vreset, u -> u + d
E. M. Izhikevich, Dynamical Systems in Neuroscience (2007), chapter 8; defaults are a regular spiking cell (there
C = 100 pF). The form of IEEE Trans. Neural Netw. 14:1569-1572 (2003), 0.04 v^2 + 5 v + 140, has k = 0.04, vr = -82.66,
vt = -42.34 times a capacitance.
It is placed in a cell of one compartment, whose area makes the capacitance; synapses and stimuli are placed beside it. For
refrac, one step at least, a conductance that dwarfs all others (clamp) keeps v at vreset. The quadratic
current is that of the start of a step. The cell's spike detector needs a threshold below vpeak.
ENDCOMMENT

NEURON {
    POINT_PROCESS Izhikevich
    RANGE k, vr, vt, a, b, d, vreset, vpeak, refrac, clamp, u, i
    NONSPECIFIC_CURRENT i
    THREADSAFE
}

UNITS {
    (nA) = (nanoamp)
    (mV) = (millivolt)
    (uS) = (microsiemens)
}

PARAMETER {
    k = 0.0007 (uS/mV) <0, 1e9>
    vr = -60 (mV)
    vt = -40 (mV)
    a = 0.03 (/ms)
    b = -0.002 (uS)
    d = 0.1 (nA)
    vreset = -50 (mV)
    vpeak = 35 (mV)
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

STATE { u (nA) }

INITIAL {
    u = b*(v - vr)
    upswing = k*(v - vr)*(v - vt)
    rest = 0
}

BREAKPOINT {
    SOLVE advance METHOD after_cvode
    IF (rest > 0.5*dt) {
        i = clamp*(v - vreset)
    } ELSE {
        i = u - upswing
    }
}

PROCEDURE advance() {
    u = u + (1 - exp(-a*dt))*(b*(v - vr) - u)
    IF (rest > 0.5*dt) {
        rest = rest - dt
    } ELSE IF (v > vpeak) {
        u = u + d
        rest = refrac
        IF (rest < dt) { rest = dt }
    }
    upswing = k*(v - vr)*(v - vt)
}
