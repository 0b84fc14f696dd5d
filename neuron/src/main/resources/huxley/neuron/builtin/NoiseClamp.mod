TITLE Current clamp: an Ornstein-Uhlenbeck current, advanced exactly from step to step

NEURON {
    POINT_PROCESS NoiseClamp
    RANGE del, dur, mean, sd, tau, i
    ELECTRODE_CURRENT i
    THREADSAFE
    RANDOM noise
}

UNITS {
    (nA) = (nanoamp)
}

PARAMETER {
    del (ms)
    dur (ms) <0, 1e9>
    mean (nA)
    sd (nA) <0, 1e9>
    tau (ms) <1e-9, 1e9>
}

ASSIGNED {
    i (nA)
    deviation (nA)
}

INITIAL {
    deviation = 0
    i = 0
}

BREAKPOINT {
    SOLVE advance
    IF (t >= del && t < del + dur) {
        i = mean + deviation
    } ELSE {
        i = 0
    }
}

PROCEDURE advance() {
    IF (t >= del && t < del + dur) {
        deviation = deviation * exp(-dt / tau) + sd * sqrt(1 - exp(-2 * dt / tau)) * random_normal(noise, 0, 1)
    }
}
