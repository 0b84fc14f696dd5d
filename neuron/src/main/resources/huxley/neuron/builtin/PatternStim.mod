TITLE Replays one source of a recorded spike pattern: it is sent a self-event of flag 1 at each spike time

NEURON {
    ARTIFICIAL_CELL PatternStim
    RANGE fake_output
    THREADSAFE
}

PARAMETER { fake_output = 0 }

NET_RECEIVE(w) {
    IF (flag == 1) { net_event(t) }
}
