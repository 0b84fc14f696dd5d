TITLE Current clamp: a current that changes linearly in time

NEURON {
    POINT_PROCESS RampClamp
    RANGE del, dur, amp0, amp1, i
    ELECTRODE_CURRENT i
    THREADSAFE
}

UNITS {
    (nA) = (nanoamp)
}

PARAMETER {
    del (ms)
    dur (ms) <1e-9, 1e9>
    amp0 (nA)
    amp1 (nA)
}

ASSIGNED {
    i (nA)
}

INITIAL {
    i = 0
}

BREAKPOINT {
    IF (t >= del && t < del + dur) {
        i = amp0 + (amp1 - amp0) * (t - del) / dur
    } ELSE {
        i = 0
    }
}
