NEURON { SUFFIX rungekutta RANGE x, i NONSPECIFIC_CURRENT i }
ASSIGNED { v i }
STATE { x }
INITIAL { x = 1 }
BREAKPOINT { SOLVE a METHOD runge i = 1e-6*x }
DERIVATIVE a { x' = -x*x + v/100 + 0.6 }
