NEURON { SUFFIX kinsquare RANGE a, b, c, seen NONSPECIFIC_CURRENT i }
ASSIGNED { v i seen }
STATE { a b c }
INITIAL { a = 1 b = 0.5 c = 0 }
BREAKPOINT { SOLVE k METHOD sparse i = 1e-5*c }
KINETIC k {
  seen = a*b
  ~ 2 a + b <-> c (0.8, 0.1)
  ~ c -> (0.05)
}
