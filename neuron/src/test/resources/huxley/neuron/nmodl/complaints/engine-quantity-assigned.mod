NEURON { SUFFIX x }
INITIAL { celsius = 37 }
