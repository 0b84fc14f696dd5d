: an event sets the membrane potential: at the start, at a threshold, and when a connection says so
NEURON { POINT_PROCESS resetting RANGE u, spikes, kick, seen NONSPECIFIC_CURRENT i }
PARAMETER { kick = 7 (mV) }
ASSIGNED { v (mV) i (nA) u spikes seen (mV) }
INITIAL { u = 0  spikes = 0  seen = 0  net_send(0, 1) }
BREAKPOINT { i = -0.15 + 0.01*u }
NET_RECEIVE (w) {
  IF (flag == 1) {
    WATCH (v > -50) 2
    v = -58
  } ELSE IF (flag == 2) {
    net_event(t)
    v = -70 - 0.1*u
    u = u + 1
    spikes = spikes + 1
  } ELSE {
    v = v + kick*100*w
    seen = v
    v = v + 1
  }
}
