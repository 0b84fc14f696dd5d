NEURON { SUFFIX lagged RANGE x, y, z, i  NONSPECIFIC_CURRENT i }
PARAMETER { back = 1.5 }
ASSIGNED { v (mV) i (mA/cm2) y z }
STATE { x }
INITIAL { x = 0 }
BREAKPOINT {
  SOLVE states METHOD cnexp
  i = 0
}
DERIVATIVE states {
  LAG x BY back
  y = lag_x_back
  x' = 1 - 0.2*x
}
