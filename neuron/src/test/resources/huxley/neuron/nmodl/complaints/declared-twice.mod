NEURON { SUFFIX x }
PARAMETER { g = 1 (S/cm2) }
ASSIGNED { g (S/cm2) }
