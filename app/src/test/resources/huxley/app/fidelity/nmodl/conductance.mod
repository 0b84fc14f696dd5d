NEURON { SUFFIX conductance USEION k READ ek WRITE ik NONSPECIFIC_CURRENT i RANGE gk, gl, m }
PARAMETER { gbar = 3e-4 gl = 1e-4 }
ASSIGNED { v ek ik i gk }
STATE { m }
INITIAL { m = 0.1 }
BREAKPOINT { CONDUCTANCE gk USEION k  CONDUCTANCE gl
  SOLVE s METHOD cnexp
  gk = gbar*m*m  ik = gk*(v - ek)  i = gl*(v + 60) }
DERIVATIVE s { m' = (1/(1 + exp(-(v+55)/5)) - m)/2 }
