TITLE Synapse with spike-timing dependent plasticity of pairs of spikes

COMMENT
Traces of presynaptic (one for each connection) and postsynaptic spikes decay with tauplus and tauminus. A spike adds 1 to
its trace (all pairs count), or sets it to 1 if nearest = 1 (each spike pairs with the last one of the other side).
    postsynaptic spike:  w -> w + wmax*aplus*(1 - w/wmax)^muplus*pre
    presynaptic spike:   w -> w - wmax*aminus*(w/wmax)^muminus*post, then transmits w
and w stays within 0 and wmax. Additive with muplus = muminus = 0, multiplicative with 1.
S. Song, K. D. Miller and L. F. Abbott, Nature Neurosci. 3:919-926 (2000), doi:10.1038/78829; R. Guetig et al.,
J. Neurosci. 23:3697-3714 (2003), doi:10.1523/JNEUROSCI.23-09-03697.2003; pairings: A. Morrison, M. Diesmann and
W. Gerstner, Biol. Cybern. 98:459-478 (2008), doi:10.1007/s00422-008-0233-1.
Spikes of the postsynaptic cell come over a connection of negative weight.
ENDCOMMENT

NEURON {
    POINT_PROCESS STDP
    RANGE tau, e, tauplus, tauminus, aplus, aminus, muplus, muminus, wmax, nearest, strength, i, g
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
    tauplus = 20 (ms) <1e-9, 1e9>
    tauminus = 20 (ms) <1e-9, 1e9>
    aplus = 0.005 <0, 1e9>
    aminus = 0.00525 <0, 1e9>
    muplus = 0 <0, 1e9>
    muminus = 0 <0, 1e9>
    wmax = 0.001 (uS) <1e-12, 1e9>
    nearest = 0 <0, 1>
}

ASSIGNED {
    v (mV)
    i (nA)
    post
    tpost (ms)
    strength (uS)
}

STATE { g (uS) }

INITIAL {
    g = 0
    post = 0
    tpost = t
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    i = g*(v - e)
}

DERIVATIVE states { g' = -g/tau }

: strength shows the weight of the connection that changed last.
NET_RECEIVE(w (uS), pre, tpre (ms)) {
    INITIAL {
        pre = 0
        tpre = t
        IF (w >= 0) { strength = w }
    }
    IF (w >= 0) {
        w = bounded(w - wmax*aminus*(w/wmax)^muminus*post*exp(-(t - tpost)/tauminus))
        strength = w
        g = g + w
        pre = pre*exp(-(t - tpre)/tauplus)*(1 - nearest) + 1
        tpre = t
    } ELSE {
        post = post*exp(-(t - tpost)/tauminus)*(1 - nearest) + 1
        tpost = t
        FOR_NETCONS(w, pre, tpre (ms)) {
            IF (w >= 0) {
                w = bounded(w + wmax*aplus*(1 - w/wmax)^muplus*pre*exp(-(t - tpre)/tauplus))
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
