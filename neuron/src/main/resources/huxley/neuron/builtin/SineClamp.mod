TITLE Current clamp: a sinusoidal current

NEURON {
    POINT_PROCESS SineClamp
    RANGE del, dur, amp, freq, phase, offset, i
    ELECTRODE_CURRENT i
    THREADSAFE
}

UNITS {
    (nA) = (nanoamp)
}

PARAMETER {
    del (ms)
    dur (ms) <0, 1e9>
    amp (nA)
    freq (Hz) <0, 1e9>
    phase
    offset (nA)
}

ASSIGNED {
    i (nA)
}

INITIAL {
    i = 0
}

BREAKPOINT {
    IF (t >= del && t < del + dur) {
        i = offset + amp * sin(6.283185307179586 * freq * (t - del) * (0.001) + phase)
    } ELSE {
        i = 0
    }
}
