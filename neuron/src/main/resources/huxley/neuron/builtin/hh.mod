TITLE Sodium, potassium and leak currents of the squid giant axon (Hodgkin and Huxley, J Physiol 117:500, 1952)

NEURON {
    SUFFIX hh
    USEION na READ ena WRITE ina
    USEION k READ ek WRITE ik
    NONSPECIFIC_CURRENT il
    RANGE gnabar, gkbar, gl, el, gna, gk
    RANGE minf, hinf, ninf, mtau, htau, ntau
    THREADSAFE
}

UNITS {
    (mA) = (milliamp)
    (mV) = (millivolt)
    (S) = (siemens)
}

PARAMETER {
    gnabar = 0.12 (S/cm2) <0, 1e9>
    gkbar = 0.036 (S/cm2) <0, 1e9>
    gl = 0.0003 (S/cm2) <0, 1e9>
    el = -54.3 (mV)
}

STATE { m h n }

ASSIGNED {
    v (mV)
    celsius (degC)
    ena (mV)
    ek (mV)
    ina (mA/cm2)
    ik (mA/cm2)
    il (mA/cm2)
    gna (S/cm2)
    gk (S/cm2)
    minf hinf ninf
    mtau (ms) htau (ms) ntau (ms)
}

INITIAL {
    rates(v)
    m = minf
    h = hinf
    n = ninf
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    gna = gnabar*m*m*m*h
    ina = gna*(v - ena)
    gk = gkbar*n*n*n*n
    ik = gk*(v - ek)
    il = gl*(v - el)
}

DERIVATIVE states {
    rates(v)
    m' = (minf - m)/mtau
    h' = (hinf - h)/htau
    n' = (ninf - n)/ntau
}

UNITSOFF

: Rates of opening and closing at 6.3 degC, three times as fast for each 10 degC more.
PROCEDURE rates(v (mV)) {
    LOCAL opening, closing, speed
    TABLE minf, mtau, hinf, htau, ninf, ntau DEPEND celsius FROM -100 TO 100 WITH 200

    speed = 3^((celsius - 6.3)/10)

    opening = 0.1*linoid(-(v + 40), 10)
    closing = 4*exp(-(v + 65)/18)
    mtau = 1/(speed*(opening + closing))
    minf = opening/(opening + closing)

    opening = 0.07*exp(-(v + 65)/20)
    closing = 1/(exp(-(v + 35)/10) + 1)
    htau = 1/(speed*(opening + closing))
    hinf = opening/(opening + closing)

    opening = 0.01*linoid(-(v + 55), 10)
    closing = 0.125*exp(-(v + 65)/80)
    ntau = 1/(speed*(opening + closing))
    ninf = opening/(opening + closing)
}

: x/(exp(x/y) - 1), by its first terms where that is 0/0.
FUNCTION linoid(x, y) {
    IF (fabs(x/y) < 1e-6) {
        linoid = y*(1 - x/y/2)
    } ELSE {
        linoid = x/(exp(x/y) - 1)
    }
}

UNITSON
