NEURON { SUFFIX nestedfun RANGE p, q, r, m NONSPECIFIC_CURRENT i }
ASSIGNED { v (mV) i (mA/cm2) p q r tab[4] }
STATE { m }
INITIAL { fill(2) m = poly(0.5) }
BREAKPOINT { SOLVE s METHOD cnexp
  p = poly(v/100)  q = twice(twice(poly(m)))  r = pick(1) + pick(3)
  i = 1e-6*q }
DERIVATIVE s { m' = (poly(0.1) - m)/rate(v) }
FUNCTION rate(v) { rate = 1 + fabs(v)/pick(2) }
PROCEDURE fill(a) { LOCAL j
  FROM k = 0 TO 3 { tab[k] = a + k*k } }
FUNCTION pick(n) { pick = tab[n] }
FUNCTION poly(x) { LOCAL acc, k
  acc = 0
  k = 3
  while (k >= 0) { acc = acc*x + tab[k]  k = k - 1 }
  poly = acc }
FUNCTION twice(x) { twice = 2*x }
