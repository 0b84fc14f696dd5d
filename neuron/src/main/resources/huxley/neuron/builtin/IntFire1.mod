TITLE Leaky integrator of events: fires when m exceeds 1, then rests for refrac

NEURON {
    ARTIFICIAL_CELL IntFire1
    RANGE tau, refrac, m
    THREADSAFE
}

PARAMETER {
    tau = 10 (ms) <1e-9, 1e9>
    refrac = 5 (ms) <0, 1e9>
}

ASSIGNED {
    m
    last (ms)
    resting
}

INITIAL {
    m = 0
    last = t
    resting = 0
}

NET_RECEIVE(w) {
    IF (!resting) {
        m = m*exp(-(t - last)/tau) + w
        last = t
        IF (m > 1) {
            resting = 1
            m = 2
            net_send(refrac, 1)
            net_event(t)
        }
    } ELSE IF (flag == 1) {
        last = t
        resting = 0
        m = 0
    }
}
