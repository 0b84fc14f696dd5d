NEURON { SUFFIX x }
STEPPED { a = 1, 2, 3 }
