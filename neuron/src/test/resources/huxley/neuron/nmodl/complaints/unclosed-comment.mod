NEURON { SUFFIX x }
COMMENT
never ends
