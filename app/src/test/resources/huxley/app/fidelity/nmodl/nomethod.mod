NEURON { SUFFIX nomethod RANGE x, y, n, i NONSPECIFIC_CURRENT i }
ASSIGNED { v i n y }
STATE { x }
INITIAL { x = 0 n = 0 y = 0 }
BREAKPOINT { SOLVE p  SOLVE states  i = 1e-6*x }
PROCEDURE p() { y = y + 0.1*(v - y)  n = n + 1 }
DERIVATIVE states { x' = (v - x)/2 }
