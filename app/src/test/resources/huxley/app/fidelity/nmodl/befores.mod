NEURON { SUFFIX befores RANGE a, b, c, d, e, m NONSPECIFIC_CURRENT i }
ASSIGNED { v (mV) i (mA/cm2) a b c d e }
STATE { m }
BEFORE INITIAL { a = 5 m = 2 }
INITIAL { b = a + 1 m = m + 0.5 }
AFTER INITIAL { c = b*10 + m }
BEFORE BREAKPOINT { d = m + v }
BREAKPOINT { SOLVE s METHOD cnexp  i = 1e-5*d  }
AFTER SOLVE { e = m*3 }
BEFORE STEP { a = a + 1 }
DERIVATIVE s { m' = -m/3 }
