NEURON { POINT_PROCESS netflags RANGE g, n, lastt, first, i NONSPECIFIC_CURRENT i }
PARAMETER { tau = 2 (ms) }
ASSIGNED { v (mV) i (nA) n lastt (ms) first }
STATE { g (uS) }
INITIAL { g = 0 n = 0 lastt = -1 first = 0 first = 0 }
BREAKPOINT { SOLVE s METHOD cnexp i = g*v }
DERIVATIVE s { g' = -g/tau }
NET_RECEIVE(w (uS), u, tsyn (ms)) {
  INITIAL { u = 0.5 tsyn = t }
  if (flag == 0) {
    u = u*exp(-(t - tsyn)/5) + 0.2
    tsyn = t
    g = g + w*u
    net_send(0.7, 1)
    if (n == 1) { net_move(t + 0.4) }
  } else if (flag == 1) {
    n = n + 1
    lastt = t
    g = g*0.5
  } else {
    first = t
  }
}
