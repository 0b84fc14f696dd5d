NEURON { SUFFIX x NONSPECIFIC_CURRENT i }
BREAKPOINT { i = trab(v) + exp(v, 2) + trap }
FUNCTION trap(x) { trap = x }
