TITLE Current clamp: equal rectangular pulses at equal intervals

NEURON {
    POINT_PROCESS TrainClamp
    RANGE del, width, period, number, amp, i
    ELECTRODE_CURRENT i
    THREADSAFE
}

UNITS {
    (nA) = (nanoamp)
}

PARAMETER {
    del (ms)
    width (ms) <0, 1e9>
    period (ms) <1e-9, 1e9>
    number <0, 1e9>
    amp (nA)
}

ASSIGNED {
    i (nA)
}

INITIAL {
    i = 0
}

BREAKPOINT {
    LOCAL pulse
    pulse = floor((t - del) / period)
    IF (pulse >= 0 && pulse < number && t - del - pulse * period < width) {
        i = amp
    } ELSE {
        i = 0
    }
}
