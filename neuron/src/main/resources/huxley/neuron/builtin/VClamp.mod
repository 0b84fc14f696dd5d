TITLE Two-electrode voltage clamp: three levels, an amplifier of finite gain and speed, then off

COMMENT
The measuring amplifier follows the cell with tau1, the control amplifier drives the cell through rstim with tau2:
    vi = v + fac*(vo - v)
    vo + tau2*vo' = -gain*e
    e + tau1*e' = vi - e - level + tau1*vi'
One implicit Euler step of these three, solved for vo by hand.
ENDCOMMENT

NEURON {
    POINT_PROCESS VClamp
    ELECTRODE_CURRENT i
    RANGE dur1, amp1, dur2, amp2, dur3, amp3
    RANGE e0, vo0, vi0, gain, rstim, tau1, tau2, fac, i
    THREADSAFE
}

UNITS {
    (nA) = (nanoamp)
    (mV) = (millivolt)
}

PARAMETER {
    dur1 (ms) <0, 1e9>
    amp1 (mV)
    dur2 (ms) <0, 1e9>
    amp2 (mV)
    dur3 (ms) <0, 1e9>
    amp3 (mV)
    gain = 1e5 <0, 1e9>
    rstim = 1 (megohm) <1e-9, 1e9>
    tau1 = 0.001 (ms) <0, 1e9>
    tau2 = 0 (ms) <0, 1e9>
    fac = 0 <0, 10>
}

ASSIGNED {
    v (mV)
    dt (ms)
    i (nA)
    e (mV)
    vo (mV)
    vi (mV)
    e0 (mV)
    vo0 (mV)
    vi0 (mV)
    level (mV)
    end (ms)
}

INITIAL {
    e = 0
    vo = v
    vi = v
    e0 = 0
    vo0 = v
    vi0 = v
}

: SOLVE finds the current with the voltage at the end of the step and remembers where the amplifiers stand.
BREAKPOINT {
    SOLVE advance METHOD after_cvode
    command()
    clamp()
}

PROCEDURE command() {
    end = dur1 + dur2 + dur3
    IF (t < dur1) {
        level = amp1
    } ELSE IF (t < dur1 + dur2) {
        level = amp2
    } ELSE {
        level = amp3
    }
}

PROCEDURE clamp() {
    LOCAL r1, r2, stiffness
    IF (t > end) {
        e0 = 0
        vo0 = 0
        i = 0
    } ELSE {
        r1 = tau1/dt
        r2 = tau2/dt
        stiffness = (1 + r1)*fac + (2 + r1)*(1 + r2)/gain
        vo = (level + r1*(vi0 - e0) - (1 + r1)*(1 - fac)*v + (2 + r1)*r2*vo0/gain)/stiffness
        vi = v + fac*(vo - v)
        e = (r2*vo0 - (1 + r2)*vo)/gain
        i = (vo - v)/rstim
    }
}

PROCEDURE advance() {
    clamp()
    e0 = e
    vo0 = vo
    vi0 = vi
}
