NEURON { SUFFIX after RANGE x, n, i NONSPECIFIC_CURRENT i }
ASSIGNED { v i x n }
INITIAL { x = 0 n = 0 }
BREAKPOINT { SOLVE p METHOD after_cvode  i = 1e-6*x }
PROCEDURE p() { x = x + dt*(v + 65 - x)  n = n + 1 }
