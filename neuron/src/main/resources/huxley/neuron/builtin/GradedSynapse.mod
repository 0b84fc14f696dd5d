TITLE Synapse driven by the presynaptic voltage, without spikes

COMMENT
    s' = (sinf - s)/taus    sinf = 1/(1 + exp((vhalf - vpre)/slope))    taus = (1 - sinf)/krelease
    i = gmax*s*(v - e)
vpre points to the presynaptic potential. A. A. Prinz, D. Bucher and E. Marder, Nature Neurosci. 7:1345-1352 (2004),
doi:10.1038/nn1352; defaults are their glutamatergic synapse. The voltage of the end of the step is used for the whole step.
ENDCOMMENT

NEURON {
    POINT_PROCESS GradedSynapse
    POINTER vpre
    RANGE gmax, e, vhalf, slope, krelease, i
    NONSPECIFIC_CURRENT i
    THREADSAFE
}

UNITS {
    (nA) = (nanoamp)
    (mV) = (millivolt)
    (uS) = (microsiemens)
}

PARAMETER {
    gmax = 0.01 (uS) <0, 1e9>
    e = -70 (mV)
    vhalf = -35 (mV)
    slope = 5 (mV) <1e-9, 1e9>
    krelease = 0.025 (/ms) <1e-9, 1e9>
}

ASSIGNED {
    v (mV)
    vpre (mV)
    i (nA)
    sinf
    taus (ms)
}

STATE { s }

INITIAL {
    rates(vpre)
    s = sinf
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    i = gmax*s*(v - e)
}

DERIVATIVE states {
    rates(vpre)
    s' = (sinf - s)/taus
}

: 1 - sinf is written without the difference, which would be 0 at high potentials.
PROCEDURE rates(u (mV)) {
    sinf = 1/(1 + exp((vhalf - u)/slope))
    taus = 1/(1 + exp((u - vhalf)/slope))/krelease
    IF (taus < 1e-6) { taus = 1e-6 }
}
