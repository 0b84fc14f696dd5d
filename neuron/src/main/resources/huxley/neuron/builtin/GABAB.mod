TITLE GABA_B receptor synapse: slow, cooperative inhibition through potassium

COMMENT
A spike releases a pulse of transmitter, concentration cmax for cdur. Receptors bind it, and activate a G protein, of which
n = 4 open a potassium channel:
    r' = k1*c*(1 - r) - k2*r        bound receptors
    s' = k3*r - k4*s                G protein
    g = gmax*s^4/(s^4 + kd)
A. Destexhe and T. J. Sejnowski, PNAS 92:9515-9519 (1995), doi:10.1073/pnas.92.21.9515; constants of A. Destexhe,
Z. F. Mainen and T. J. Sejnowski, in Methods in Neuronal Modeling (2nd ed., 1998), chapter 1. The weight of a connection is
its share of r, usually 1. Each connection binds and unbinds on its own; those whose pulse lasts share one state (ron), the
others another (roff), exactly: A. Destexhe et al., Neural Comput. 6:14-18 (1994), doi:10.1162/neco.1994.6.1.14. A spike
within a pulse prolongs it.
ENDCOMMENT

NEURON {
    POINT_PROCESS GABAB
    RANGE gmax, e, cmax, cdur, k1, k2, k3, k4, kd, i, g
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
    gmax = 0.04 (uS) <0, 1e9>
    e = -95 (mV)
    cmax = 0.5 (mM) <0, 1e9>
    cdur = 0.3 (ms) <1e-9, 1e9>
    k1 = 0.09 (/ms mM) <0, 1e9>
    k2 = 0.0012 (/ms) <0, 1e9>
    k3 = 0.18 (/ms) <0, 1e9>
    k4 = 0.034 (/ms) <0, 1e9>
    kd = 100 <0, 1e9>
}

ASSIGNED {
    v (mV)
    i (nA)
    g (uS)
    rinf
    rtau (ms)
    releasing
}

STATE {
    ron
    roff
    s
}

INITIAL {
    rinf = k1*cmax/(k1*cmax + k2)
    rtau = 1/(k1*cmax + k2)
    releasing = 0
    ron = 0
    roff = 0
    s = 0
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    g = gmax*s^4/(s^4 + kd)
    i = g*(v - e)
}

DERIVATIVE states {
    ron' = (releasing*rinf - ron)/rtau
    roff' = -k2*roff
    s' = k3*(ron + roff) - k4*s
}

: r is the connection's share of bound receptors at time since, pulses the number of its spikes.
NET_RECEIVE(weight, r, since (ms), on, pulses) {
    INITIAL {
        r = 0
        since = t
        on = 0
        pulses = 0
    }
    IF (flag == 0) {
        pulses = pulses + 1
        IF (on == 0) {
            r = r*exp(-k2*(t - since))
            since = t
            on = 1
            releasing = releasing + weight
            ron = ron + weight*r
            roff = roff - weight*r
        }
        net_send(cdur, pulses)
    } ELSE IF (flag == pulses) {
        r = rinf + (r - rinf)*exp(-(t - since)/rtau)
        since = t
        on = 0
        releasing = releasing - weight
        ron = ron - weight*r
        roff = roff + weight*r
    }
}
