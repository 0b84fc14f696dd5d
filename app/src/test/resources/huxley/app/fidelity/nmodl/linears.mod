NEURON { SUFFIX linears RANGE x, u, z, det NONSPECIFIC_CURRENT i }
ASSIGNED { v i det }
STATE { x u z }
INITIAL { SOLVE eq }
BREAKPOINT { SOLVE eq  i = 1e-6*z }
LINEAR eq { LOCAL k
  k = 3 + v/50
  ~ k*x + u - z = 1
  ~ x - 2*u = k
  ~ z + x = 4
}
