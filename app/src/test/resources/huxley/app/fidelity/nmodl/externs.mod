NEURON { SUFFIX externs RANGE x, i EXTERNAL celsius NONSPECIFIC_CURRENT i }
ASSIGNED { v i x celsius }
INITIAL { x = celsius }
BREAKPOINT { i = 1e-6*x }
