TITLE Single-electrode voltage clamp: three levels behind a series resistance, then off

NEURON {
    POINT_PROCESS SEClamp
    ELECTRODE_CURRENT i
    RANGE dur1, amp1, dur2, amp2, dur3, amp3, rs, vc, i
    THREADSAFE
}

UNITS {
    (nA) = (nanoamp)
    (mV) = (millivolt)
}

PARAMETER {
    rs = 1 (megohm) <1e-9, 1e9>
    dur1 (ms)
    amp1 (mV)
    dur2 (ms) <0, 1e9>
    amp2 (mV)
    dur3 (ms) <0, 1e9>
    amp3 (mV)
}

ASSIGNED {
    v (mV)
    i (nA)
    vc (mV)
    end2 (ms)
    end3 (ms)
    on
}

INITIAL {
    end2 = dur1 + dur2
    end3 = end2 + dur3
    on = 0
}

: SOLVE refreshes i with the voltage at the end of the step, which is the current that really flowed.
BREAKPOINT {
    SOLVE current METHOD after_cvode
    level()
    current()
}

PROCEDURE level() {
    on = 1
    IF (t < dur1) {
        vc = amp1
    } ELSE IF (t < end2) {
        vc = amp2
    } ELSE IF (t < end3) {
        vc = amp3
    } ELSE {
        vc = 0
        on = 0
    }
}

PROCEDURE current() {
    IF (on) {
        i = (vc - v)/rs
    } ELSE {
        i = 0
    }
}
