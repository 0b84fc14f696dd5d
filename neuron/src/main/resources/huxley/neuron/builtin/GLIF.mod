TITLE Generalised leaky integrate-and-fire dynamics of a cell of one compartment, with all of GLIF1 to GLIF5

COMMENT
    C v' = -gl*(v - el) + i1 + i2 + I
    i1' = -k1*i1, i2' = -k2*i2               currents after a spike
    ts' = -bs*ts, tv' = av*(v - el) - bv*tv  threshold after a spike, threshold that follows the voltage
    v > th + ts + tv: a spike, ts -> ts + ds, i1 -> f1*i1 + d1, i2 -> f2*i2 + d2, v -> el + fv*(v - el) - dv for refrac
C. Teeter et al., Nature Commun. 9:709 (2018), doi:10.1038/s41467-017-02717-4. The defaults, without ts, tv, i1 and i2, are
GLIF1; ds > 0 makes GLIF2, d1 and d2 GLIF3, both GLIF4, av > 0 as well GLIF5. During refrac all of them decay.
It is placed in a cell of one compartment, whose area makes the capacitance; synapses and stimuli are placed beside it. For
refrac, two steps at least, a conductance that dwarfs all others (clamp) keeps v at vreset, but for the first step at vspike,
which the cell's spike detector sees.
ENDCOMMENT

NEURON {
    POINT_PROCESS GLIF
    RANGE gl, el, th, fv, dv, k1, k2, f1, f2, d1, d2, bs, ds, av, bv, vspike, refrac, clamp, i1, i2, ts, tv, vreset, i
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
    el = -70 (mV)
    th = -50 (mV)
    fv = 0
    dv = 0 (mV)
    k1 = 0.1 (/ms) <0, 1e9>
    k2 = 0.01 (/ms) <0, 1e9>
    f1 = 1
    f2 = 1
    d1 = 0 (nA)
    d2 = 0 (nA)
    bs = 0.02 (/ms) <0, 1e9>
    ds = 0 (mV)
    av = 0 (/ms)
    bv = 0.01 (/ms) <0, 1e9>
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
    vreset (mV)
}

STATE {
    i1 (nA)
    i2 (nA)
    ts (mV)
    tv (mV)
}

INITIAL {
    i1 = 0
    i2 = 0
    ts = 0
    tv = 0
    vreset = el
    rest = 0
    held = vspike
}

BREAKPOINT {
    SOLVE advance METHOD after_cvode
    IF (rest > 0.5*dt) {
        i = clamp*(v - held)
    } ELSE {
        i = gl*(v - el) - i1 - i2
    }
}

PROCEDURE advance() {
    i1 = i1*exp(-k1*dt)
    i2 = i2*exp(-k2*dt)
    ts = ts*exp(-bs*dt)
    tv = tv*exp(-bv*dt)
    IF (rest > 0.5*dt) {
        rest = rest - dt
        held = vreset
    } ELSE {
        tv = tv + av*(v - el)*dt
        IF (v > th + ts + tv) {
            ts = ts + ds
            i1 = f1*i1 + d1
            i2 = f2*i2 + d2
            vreset = el + fv*(v - el) - dv
            held = vspike
            rest = refrac
            IF (rest < 2*dt) { rest = 2*dt }
        }
    }
}
