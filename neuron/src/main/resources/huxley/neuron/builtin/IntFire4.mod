TITLE Leaky integrator of a fast excitatory and a slow inhibitory current: fires when m reaches 1

COMMENT
    e'  = -ke*e                  an event of weight w > 0 adds w to e
    i1' = -ki1*i1                an event of weight w < 0 adds w to i1
    i2' = -ki2*i2 + ai1*i1
    m'  = -km*m + ae*e + ai2*i2  m = 1 fires and m becomes 0; ke > ki1 > ki2 > km
The constants are such that weight 1 brings m to at most 1, and weight -1 brings i2 and m to at least -1. All four are
exact at each event. The time of firing is approached from below by self-events: the tangent of m never reaches 1 late.
ENDCOMMENT

NEURON {
    ARTIFICIAL_CELL IntFire4
    RANGE taue, taui1, taui2, taum, e, i1, i2, m
    RANGE nself, nexcite, ninhibit
    RANGE ae, ai1, ai2
    GLOBAL eps
    THREADSAFE
}

PARAMETER {
    taue = 5 (ms) <1e-9, 1e9>
    taui1 = 10 (ms) <1e-9, 1e9>
    taui2 = 20 (ms) <1e-9, 1e9>
    taum = 50 (ms) <1e-9, 1e9>
    eps = 1e-6
}

ASSIGNED {
    e
    i1
    i2
    m
    last (ms)
    nself
    nexcite
    ninhibit
    ke (/ms)
    ki1 (/ms)
    ki2 (/ms)
    km (/ms)
    ae (/ms)
    ai1 (/ms)
    ai2 (/ms)
}

INITIAL {
    constants()
    e = 0
    i1 = 0
    i2 = 0
    m = 0
    last = t
    nself = 0
    nexcite = 0
    ninhibit = 0
    net_send(bound(), 1)
}

NET_RECEIVE(w) {
    advance(t - last)
    last = t
    IF (m > 1 - eps) {
        net_event(t)
        m = 0
    }
    IF (flag == 1) {
        nself = nself + 1
        net_send(bound(), 1)
    } ELSE {
        IF (w > 0) {
            nexcite = nexcite + 1
            e = e + w
        } ELSE {
            ninhibit = ninhibit + 1
            i1 = i1 + w
        }
        net_move(t + bound())
    }
}

: The four states d later.
PROCEDURE advance(d (ms)) {
    LOCAL ee, e1, e2, em, b1, b2
    ee = exp(-ke*d)
    e1 = exp(-ki1*d)
    e2 = exp(-ki2*d)
    em = exp(-km*d)
    b1 = ai1/(ki1 - ki2)
    b2 = ai2/(ki2 - km)
    m = m*em + ae/(ke - km)*e*(em - ee) + b2*(i2 + b1*i1)*(em - e2) - ai2*b1*i1/(ki1 - km)*(em - e1)
    i2 = i2*e2 + b1*i1*(e2 - e1)
    i1 = i1*e1
    e = e*ee
}

: Where the tangent of m reaches 1.
FUNCTION bound() (ms) {
    LOCAL slope
    slope = -km*m + ae*e + ai2*i2
    IF (slope <= 1e-9) {
        bound = 1e9
    } ELSE {
        bound = (1 - m)/slope
    }
}

PROCEDURE constants() {
    LOCAL peak
    IF (taue >= taui1) { taui1 = taue + 0.01 }
    IF (taui1 >= taui2) { taui2 = taui1 + 0.01 }
    IF (taui2 >= taum) { taum = taui2 + 0.01 }
    ke = 1/taue
    ki1 = 1/taui1
    ki2 = 1/taui2
    km = 1/taum

    peak = log(ke/km)/(ke - km)
    ae = (ke - km)/(exp(-km*peak) - exp(-ke*peak))

    peak = log(ki1/ki2)/(ki1 - ki2)
    ai1 = (ki1 - ki2)/(exp(-ki2*peak) - exp(-ki1*peak))

    : the response of m to i1 = 1 with ai2 = 1 is as much too low as ai2 is
    ai2 = 1
    e = 0
    i1 = 1
    i2 = 0
    m = 0
    advance(slowest(peak))
    ai2 = 1/m
}

: Time of the peak of m after i1 = 1: later than that of i2, earlier than without the term of i1.
FUNCTION slowest(early (ms)) (ms) {
    LOCAL late, middle, rate
    late = log(ki2*(ki1 - km)/(km*(ki1 - ki2)))/(ki2 - km)
    FROM k = 1 TO 60 {
        middle = (early + late)/2
        rate = ki2*(ki1 - km)*exp(-ki2*middle) - km*(ki1 - ki2)*exp(-km*middle) - ki1*(ki2 - km)*exp(-ki1*middle)
        IF (rate > 0) {
            early = middle
        } ELSE {
            late = middle
        }
    }
    slowest = (early + late)/2
}
