NEURON { ARTIFICIAL_CELL x }
NET_RECEIVE(w) { IF (v > 0) { net_event(t) } }
