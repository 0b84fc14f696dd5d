TITLE Generator of a train of events: regular (noise 0), Poisson (noise 1) or between

COMMENT
The train begins at start (on average, if noisy) and has number events. It also begins when an event of positive weight
arrives while it is silent, and ends for good at an event of negative weight. Flags: 0 from outside, 1 the next event of
the train, 3 the train begins.
ENDCOMMENT

NEURON {
    ARTIFICIAL_CELL NetStim
    RANGE interval, number, start, noise
    RANDOM stream
    THREADSAFE
}

PARAMETER {
    interval = 10 (ms) <1e-9, 1e9>
    number = 10 <0, 1e9>
    start = 50 (ms)
    noise = 0 <0, 1>
}

ASSIGNED {
    wait (ms)
    on
    sent
}

INITIAL {
    random_setseq(stream, 0)
    on = 0
    sent = 0
    IF (noise < 0) { noise = 0 }
    IF (noise > 1) { noise = 1 }
    IF (start >= 0 && number > 0) {
        on = 1
        wait = start + gap() - interval*(1 - noise)
        IF (wait < 0) { wait = 0 }
        net_send(wait, 3)
    }
}

: Time to the next event: a fixed part and an exponentially distributed one.
FUNCTION gap() (ms) {
    LOCAL mean
    mean = interval
    IF (mean <= 0) { mean = 0.01 (ms) }
    IF (noise == 0) {
        gap = mean
    } ELSE {
        gap = (1 - noise)*mean + noise*mean*random_negexp(stream, 1)
    }
}

PROCEDURE begin() {
    IF (number > 0) {
        on = 1
        wait = 0
        sent = 0
    }
}

PROCEDURE next() {
    IF (number > 0) { wait = gap() }
    IF (sent >= number) { on = 0 }
}

NET_RECEIVE(w) {
    IF (flag == 0) {
        IF (w > 0 && on == 0) {
            begin()
            next()
            wait = wait - interval*(1 - noise)
            net_send(wait, 1)
        } ELSE IF (w < 0) {
            on = 0
        }
    }
    IF (flag == 3 && on == 1) {
        begin()
        net_send(0, 1)
    }
    IF (flag == 1 && on == 1) {
        sent = sent + 1
        net_event(t)
        next()
        IF (on == 1) { net_send(wait, 1) }
    }
}
