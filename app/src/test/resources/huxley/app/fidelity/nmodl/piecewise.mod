: currents with kinks: the slope must be that of the branch taken
NEURON { SUFFIX piecewise NONSPECIFIC_CURRENT i, j, k RANGE m, n, lin, tr }
ASSIGNED { v i j k lin tr slope }
STATE { m n }
INITIAL { m = 0.2 n = 0.1 }
BREAKPOINT { LOCAL u
  SOLVE s METHOD derivimplicit
  lin = linoid(v + 60, 10)
  tr = vtrap(-(v + 62.5), 5)
  if (v > -63) { i = 1e-4*m*(v + 60) } else if (v > -64.5) { i = -3e-4*m } else { i = 1e-4*fabs(v + 64.8) }
  u = v + 65
  if (u < 0) { u = 0 }
  j = 1e-5*u*u*n
  k = 1e-6*(lin + tr + fmod(fabs(v), 7)) 
}
DERIVATIVE s {
  m' = (1/(1 + exp(-(v + 60)/5)) - m)/3
  if (n < 0.5) { slope = 0.1*vtrap(n - 0.3, 0.1) } else { slope = -0.2*(n - 0.5)*fabs(n) }
  n' = slope
}
FUNCTION vtrap(x, y) { if (fabs(x/y) < 1e-6) { vtrap = y*(1 - x/y/2) } else { vtrap = x/(exp(x/y) - 1) } }
FUNCTION linoid(x, y) { if (fabs(x/y) < 1e-6) { linoid = y*(1 + x/y/2) } else { linoid = x/(1 - exp(-x/y)) } }
