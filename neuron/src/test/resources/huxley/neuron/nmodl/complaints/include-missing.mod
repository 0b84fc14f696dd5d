NEURON { SUFFIX x }
INCLUDE "rates.inc"
