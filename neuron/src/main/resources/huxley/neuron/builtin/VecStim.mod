TITLE Replays given event times: it is sent a self-event of flag 1 at each of them

NEURON {
    ARTIFICIAL_CELL VecStim
    THREADSAFE
}

NET_RECEIVE(w) {
    IF (flag == 1) { net_event(t) }
}
