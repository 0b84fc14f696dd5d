: NEURON 8.2 runs the block after IFERROR at every step, so what it assigns is not compared
NEURON { SUFFIX iferror RANGE m, i  NONSPECIFIC_CURRENT i }
ASSIGNED { v (mV) i (mA/cm2) failed }
STATE { m }
INITIAL { m = 0.3 failed = 0 }
BREAKPOINT {
  SOLVE states METHOD derivimplicit IFERROR { failed = 1 }
  i = 0.00001*m
}
DERIVATIVE states { m' = -m*m + 0.01*(v + 70) }
