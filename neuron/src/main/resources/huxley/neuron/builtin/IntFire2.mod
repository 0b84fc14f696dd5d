TITLE Leaky integrator of an exponentially decaying current: fires when m crosses 1, which is predicted exactly

COMMENT
    taus*i' = ib - i, an event of weight w adds w to i
    taum*m' = i - m, m = 1 fires and m becomes 0; taum < taus
With x = i - ib and f = taus/(taus - taum), the time d after the last event
    m(d) = ib + f*x*exp(-d/taus) + (m - ib - f*x)*exp(-d/taum)
which has at most one extremum.
ENDCOMMENT

NEURON {
    ARTIFICIAL_CELL IntFire2
    RANGE taus, taum, ib, i, m
    THREADSAFE
}

PARAMETER {
    taus = 20 (ms) <1e-9, 1e9>
    taum = 10 (ms) <1e-9, 1e9>
    ib = 0
}

ASSIGNED {
    i
    m
    last (ms)
}

INITIAL {
    i = ib
    m = 0
    IF (taus <= taum) { taus = taum + 0.1 }
    last = t
    net_send(firing(), 1)
}

NET_RECEIVE(w) {
    LOCAL ahead
    ahead = membrane(t - last)
    i = ib + (i - ib)*exp(-(t - last)/taus)
    last = t
    IF (flag == 1) {
        net_event(t)
        m = 0
        net_send(firing(), 1)
    } ELSE {
        m = ahead
        i = i + w
        IF (m >= 1) {
            net_move(t)
        } ELSE {
            net_move(t + firing())
        }
    }
}

FUNCTION membrane(d (ms)) {
    LOCAL slow
    slow = (i - ib)*taus/(taus - taum)
    membrane = ib + slow*exp(-d/taus) + (m - ib - slow)*exp(-d/taum)
}

: Time until m crosses 1, found by halving an interval that holds the first crossing; 1e9 if it never does.
FUNCTION firing() (ms) {
    LOCAL slow, fast, ratio, early, late, middle, crosses
    slow = (i - ib)*taus/(taus - taum)
    fast = m - ib - slow
    early = 0
    late = 0
    crosses = ib > 1
    ratio = 0
    IF (fast != 0) { ratio = -slow*taum/(fast*taus) }
    IF (ratio > 0 && ratio < 1) {
        late = -log(ratio)*taus*taum/(taus - taum)
        IF (membrane(late) > 1) {
            crosses = 1
        } ELSE {
            early = late
        }
    }
    IF (crosses) {
        IF (late == 0) { late = taum }
        WHILE (membrane(late) <= 1) {
            early = late
            late = 2*late
        }
        FROM k = 1 TO 60 {
            middle = (early + late)/2
            IF (membrane(middle) < 1) {
                early = middle
            } ELSE {
                late = middle
            }
        }
        firing = late
    } ELSE {
        firing = 1e9
    }
}
