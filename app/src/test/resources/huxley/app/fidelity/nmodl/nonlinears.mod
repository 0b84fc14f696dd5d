NEURON { SUFFIX nonlinears RANGE x, u NONSPECIFIC_CURRENT i }
ASSIGNED { v i }
STATE { x u }
INITIAL { x = 1 u = 1 SOLVE eq METHOD newton }
BREAKPOINT { SOLVE eq METHOD newton i = 1e-6*u }
NONLINEAR eq {
  ~ x*x + u*u = 4 + v/100
  ~ x - u^3 = 0.2
}
