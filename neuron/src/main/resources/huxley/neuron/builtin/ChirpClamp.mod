TITLE Current clamp: a sinusoidal current whose frequency changes linearly from f0 to f1

NEURON {
    POINT_PROCESS ChirpClamp
    RANGE del, dur, amp, f0, f1, offset, i
    ELECTRODE_CURRENT i
    THREADSAFE
}

UNITS {
    (nA) = (nanoamp)
}

PARAMETER {
    del (ms)
    dur (ms) <1e-9, 1e9>
    amp (nA)
    f0 (Hz) <0, 1e9>
    f1 (Hz) <0, 1e9>
    offset (nA)
}

ASSIGNED {
    i (nA)
}

INITIAL {
    i = 0
}

BREAKPOINT {
    LOCAL since
    IF (t >= del && t < del + dur) {
        since = t - del
        i = offset + amp * sin(6.283185307179586 * (0.001) * (f0 + 0.5 * (f1 - f0) * since / dur) * since)
    } ELSE {
        i = 0
    }
}
