NEURON { SUFFIX protecting GLOBAL total RANGE m, x NONSPECIFIC_CURRENT i }
ASSIGNED { v (mV) i (mA/cm2) total x }
STATE { m }
INITIAL { m = 0  x = 0  MUTEXLOCK  total = 0  MUTEXUNLOCK }
PROCEDURE count() { MUTEXLOCK  x = x + dt*m  MUTEXUNLOCK  PROTECT total = total + 1 }
BREAKPOINT {
  SOLVE s METHOD cnexp
  SOLVE count METHOD after_cvode
  i = 1e-5*x
}
DERIVATIVE s { m' = 1 - m }
