NEURON { ARTIFICIAL_CELL artificial RANGE m, tau, refrac, n }
PARAMETER { tau = 8 (ms) refrac = 1 (ms) }
ASSIGNED { m t0 (ms) off n }
INITIAL { m = 0 t0 = t off = 0 n = 0 }
NET_RECEIVE(w) {
  m = m*exp(-(t - t0)/tau)
  t0 = t
  if (flag == 0 && off == 0) {
    m = m + 60*w
    if (m > 1) { off = 1 m = 2 net_send(refrac, 1) net_event(t) n = n + 1 }
  } else if (flag == 1) { off = 0 m = 0 }
}
