: a substance that diffuses along the cable, is bound, and decays; cross-section and coefficient follow the diameter
NEURON { SUFFIX spreading RANGE x, bound, start, D }
DEFINE SHELLS 2
PARAMETER { start = 0 D = 0.6 }
ASSIGNED { diam area }
STATE { x[SHELLS] bound }
INITIAL { FROM k = 0 TO SHELLS-1 { x[k] = start*(k + 1) } bound = 0 }
BREAKPOINT { SOLVE spread METHOD sparse }
KINETIC spread {
  COMPARTMENT k, diam*diam*0.25*(k + 1) { x }
  COMPARTMENT diam*diam*0.25 { bound }
  LONGITUDINAL_DIFFUSION k, D*diam*diam*0.25*(k + 1)*(2 - k) { x }
  ~ x[0] <-> x[1] (0.05*diam*diam, 0.05*diam*diam)
  ~ x[0] <-> bound (0.1*diam*diam, 0.02*diam*diam)
  ~ x[1] -> (0.001*diam*diam)
}
