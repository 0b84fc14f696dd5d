NEURON { POINT_PROCESS watching RANGE n, m, tup, tdown, i NONSPECIFIC_CURRENT i }
PARAMETER { thr = -62 (mV) }
ASSIGNED { v (mV) i (nA) n m tup tdown }
INITIAL { n = 0 m = 0 tup = 0 tdown = 0 net_send(0, 1) }
BREAKPOINT { if (t > 3 && t < 9) { i = -0.05 } else { i = 0 } }
NET_RECEIVE(w) {
  if (flag == 1) { WATCH (v > thr) 2 }
  if (flag == 2) { n = n + 1 tup = t  WATCH (v < thr - 0.5) 3 }
  if (flag == 3) { m = m + 1 tdown = t WATCH (v > thr) 2 }
}
