: no METHOD, and equations that read each other
NEURON { SUFFIX nomethodpair RANGE x, w, i NONSPECIFIC_CURRENT i }
ASSIGNED { v i }
STATE { x w }
INITIAL { x = 0 w = 0.5 }
BREAKPOINT { SOLVE states  i = 1e-6*x }
DERIVATIVE states { x' = (v - 10*w - x)/2  w' = 0.01*x*w - w*w }
