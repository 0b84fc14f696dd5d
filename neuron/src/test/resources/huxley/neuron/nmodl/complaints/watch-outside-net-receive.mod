NEURON { POINT_PROCESS x }
INITIAL {
    WATCH (v > 0) 1
}
NET_RECEIVE(w, u) { FOR_NETCONS(a) { a = 1 } }
