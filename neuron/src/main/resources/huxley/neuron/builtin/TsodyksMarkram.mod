TITLE Synapse with short-term depression and facilitation

COMMENT
Of the resources of a connection the share x is recovered, y active, z inactive; a spike activates the share u of x:
    x' = z/taurec              x -> x - u*x
    y' = -y/tau                y -> y + u*x
    z' = y/tau - z/taurec
    u' = -u/taufacil           u -> u + U*(1 - u), before it is used; u = U if taufacil = 0
M. Tsodyks, A. Uziel and H. Markram, J. Neurosci. 20:RC50 (2000), doi:10.1523/JNEUROSCI.20-01-j0003.2000. The conductance
is the sum of weight*y over the connections; each connection keeps its own x, y, z, u, exact at its spikes.
ENDCOMMENT

NEURON {
    POINT_PROCESS TsodyksMarkram
    RANGE tau, taurec, taufacil, U, e, i, g
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
    taurec = 800 (ms) <1e-9, 1e9>
    taufacil = 0 (ms) <0, 1e9>
    U = 0.5 <0, 1>
    e = 0 (mV)
}

ASSIGNED {
    v (mV)
    i (nA)
}

STATE { g (uS) }

INITIAL {
    : equal time constants would divide 0 by 0
    IF (fabs(tau/taurec - 1) < 1e-4) { taurec = 1.0001*tau }
    g = 0
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    i = g*(v - e)
}

DERIVATIVE states { g' = -g/tau }

NET_RECEIVE(weight (uS), y, z, u, last (ms)) {
    LOCAL active, recovering
    INITIAL {
        y = 0
        z = 0
        u = 0
        last = t
    }
    active = exp(-(t - last)/tau)
    recovering = exp(-(t - last)/taurec)
    z = z*recovering + y*(active - recovering)/(tau/taurec - 1)
    y = y*active
    IF (taufacil > 0) { u = u*exp(-(t - last)/taufacil) } ELSE { u = 0 }
    u = u + U*(1 - u)
    last = t
    g = g + weight*u*(1 - y - z)
    y = y + u*(1 - y - z)
}
