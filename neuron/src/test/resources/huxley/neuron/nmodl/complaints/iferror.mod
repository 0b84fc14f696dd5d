NEURON { SUFFIX x RANGE m }
STATE { m }
ASSIGNED { v }
BREAKPOINT {
  SOLVE states METHOD derivimplicit IFERROR { printf("no convergence") }
}
DERIVATIVE states { m' = -m*m }
