TITLE AMPA and NMDA receptors of all glutamatergic synapses at one place

COMMENT
An event of weight w opens two conductances, w and ratio * w without magnesium, which close exponentially. Magnesium
leaves open the share 1/(1 + mg/3.57 mM exp(-0.062 v/mV)) of the slow one, reached at once: C. E. Jahr and
C. F. Stevens, J. Neurosci. 10:3178-3182 (1990), doi:10.1523/JNEUROSCI.10-09-03178.1990. Two states in all, however many
synapses there are.
ENDCOMMENT

NEURON {
    POINT_PROCESS Glutamate
    RANGE tauampa, taunmda, ratio, mg, e, i
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
    tauampa = 3 (ms) <1e-9, 1e9>
    taunmda = 60 (ms) <1e-9, 1e9>
    ratio = 0.8 <0, 1e9>
    mg = 1 (mM) <0, 1e9>
    e = 0 (mV)
}

ASSIGNED {
    v (mV)
    i (nA)
}

STATE {
    ampa (uS)
    nmda (uS)
}

INITIAL {
    ampa = 0
    nmda = 0
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    i = (ampa + nmda / (1 + mg / 3.57 (mM) * exp(-0.062 (/mV) * v))) * (v - e)
}

DERIVATIVE states {
    ampa' = -ampa / tauampa
    nmda' = -nmda / taunmda
}

NET_RECEIVE(weight (uS)) {
    ampa = ampa + weight
    nmda = nmda + ratio * weight
}
