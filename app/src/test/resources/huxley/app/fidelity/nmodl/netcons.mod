NEURON { POINT_PROCESS netcons RANGE total, i NONSPECIFIC_CURRENT i }
ASSIGNED { v i total }
STATE { g }
INITIAL { g = 0 total = 0 }
BREAKPOINT { SOLVE s METHOD cnexp i = g*v }
DERIVATIVE s { g' = -g/3 }
NET_RECEIVE(w, count, last) {
  INITIAL { count = 0 last = -1 }
  count = count + 1
  last = t
  g = g + w
  FOR_NETCONS(w1, count1, last1) { total = total + count1  w1 = w1*0.9 }
}
