TITLE Synapse with spike-timing dependent plasticity of triplets of spikes

COMMENT
Fast and slow traces of presynaptic spikes, r1 (tauplus) and r2 (taux), one pair for each connection, and of postsynaptic
spikes, o1 (tauminus) and o2 (tauy):
    postsynaptic spike:  w -> w + wmax*r1*(a2plus + a3plus*o2)
    presynaptic spike:   w -> w - wmax*o1*(a2minus + a3minus*r2), then transmits w
with o2 and r2 as they were before the spike; w stays within 0 and wmax. A spike adds 1 to its traces, or sets them to 1 if
nearest = 1. J.-P. Pfister and W. Gerstner, J. Neurosci. 26:9673-9682 (2006), doi:10.1523/JNEUROSCI.1425-06.2006: the
full model with all spikes, constants fitted to visual cortex.
Spikes of the postsynaptic cell come over a connection of negative weight.
ENDCOMMENT

NEURON {
    POINT_PROCESS TripletSTDP
    RANGE tau, e, tauplus, taux, tauminus, tauy, a2plus, a3plus, a2minus, a3minus, wmax, nearest, strength, i, g
    NONSPECIFIC_CURRENT i
    THREADSAFE
}

UNITS {
    (nA) = (nanoamp)
    (mV) = (millivolt)
    (uS) = (microsiemens)
}

PARAMETER {
    tau = 3 (ms) <1e-9, 1e9>
    e = 0 (mV)
    tauplus = 16.8 (ms) <1e-9, 1e9>
    taux = 101 (ms) <1e-9, 1e9>
    tauminus = 33.7 (ms) <1e-9, 1e9>
    tauy = 125 (ms) <1e-9, 1e9>
    a2plus = 5e-10 <0, 1e9>
    a3plus = 6.2e-3 <0, 1e9>
    a2minus = 7e-3 <0, 1e9>
    a3minus = 2.3e-4 <0, 1e9>
    wmax = 0.001 (uS) <1e-12, 1e9>
    nearest = 0 <0, 1>
}

ASSIGNED {
    v (mV)
    i (nA)
    o1
    o2
    tpost (ms)
    gain
    strength (uS)
}

STATE { g (uS) }

INITIAL {
    g = 0
    o1 = 0
    o2 = 0
    tpost = t
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    i = g*(v - e)
}

DERIVATIVE states { g' = -g/tau }

: strength shows the weight of the connection that changed last.
NET_RECEIVE(w (uS), r1, r2, tpre (ms)) {
    INITIAL {
        r1 = 0
        r2 = 0
        tpre = t
        IF (w >= 0) { strength = w }
    }
    IF (w >= 0) {
        r1 = r1*exp(-(t - tpre)/tauplus)
        r2 = r2*exp(-(t - tpre)/taux)
        w = bounded(w - wmax*o1*exp(-(t - tpost)/tauminus)*(a2minus + a3minus*r2))
        strength = w
        g = g + w
        r1 = r1*(1 - nearest) + 1
        r2 = r2*(1 - nearest) + 1
        tpre = t
    } ELSE {
        o1 = o1*exp(-(t - tpost)/tauminus)*(1 - nearest) + 1
        o2 = o2*exp(-(t - tpost)/tauy)
        gain = wmax*(a2plus + a3plus*o2)
        o2 = o2*(1 - nearest) + 1
        tpost = t
        FOR_NETCONS(w, r1, r2, tpre (ms)) {
            IF (w >= 0) {
                w = bounded(w + gain*r1*exp(-(t - tpre)/tauplus))
                strength = w
            }
        }
    }
}

FUNCTION bounded(w (uS)) (uS) {
    bounded = w
    IF (w < 0) { bounded = 0 }
    IF (w > wmax) { bounded = wmax }
}
