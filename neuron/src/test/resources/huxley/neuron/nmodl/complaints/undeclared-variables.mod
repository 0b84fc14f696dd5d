NEURON { SUFFIX x NONSPECIFIC_CURRENT i RANGE gbar }
PARAMETER { gbar = 1 (S/cm2) }
BREAKPOINT {
    i = gabr*(v - erev)
    i = i*gabr
}
