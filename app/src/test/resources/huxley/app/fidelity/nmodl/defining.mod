TITLE DEFINE, arrays, FROM TO BY, WHILE
DEFINE N 5
DEFINE M 3
NEURON { SUFFIX defining RANGE x, s, odd, last, nested, i NONSPECIFIC_CURRENT i }
ASSIGNED { v (mV) i (mA/cm2) x[N] s odd last nested }
STATE { u[M] }
INITIAL { LOCAL k
  FROM j = 0 TO N-1 { x[j] = j*j + M }
  s = 0 odd = 0
  FROM j = 0 TO N-1 BY 2 { s = s + x[j] }
  FROM j = 1 TO N-1 BY M { odd = odd + x[j] }
  k = 1
  WHILE (k < 100) { k = k*3 }
  last = k
  nested = 0
  FROM a = 1 TO M { FROM b = a TO M { nested = nested + a*b } }
  FROM j = 0 TO M-1 { u[j] = j + 1 }
}
BREAKPOINT { SOLVE s1 METHOD sparse i = 1e-5*u[2] }
KINETIC s1 {
  FROM j = 0 TO M-2 { ~ u[j] <-> u[j+1] (0.5, 0.1*j) }
  ~ u[M-1] -> (0.25)
}
