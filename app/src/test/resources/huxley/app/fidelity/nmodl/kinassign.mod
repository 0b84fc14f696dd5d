: values assigned in KINETIC, no current: which state do they show?
NEURON { SUFFIX kinassign RANGE a, b, seen, sum, tt }
ASSIGNED { v seen sum tt }
STATE { a b }
INITIAL { a = 1 b = 0 }
BREAKPOINT { SOLVE k METHOD sparse }
KINETIC k {
  seen = a
  tt = t
  ~ a <-> b (0.5, 0.1)
  sum = a + 2*b
}
