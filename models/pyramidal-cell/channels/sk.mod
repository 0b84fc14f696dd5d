TITLE Calcium-activated potassium current of small conductance

COMMENT
Activation by calcium: M. Koehler et al., Science 273:1709-1714 (1996), doi:10.1126/science.273.5282.1709.
ENDCOMMENT

NEURON {
    SUFFIX sk
    USEION k READ ek WRITE ik
    USEION ca READ cai
    RANGE gbar, half, tau
    THREADSAFE
}

UNITS {
    (mV) = (millivolt)
    (mA) = (milliamp)
    (S) = (siemens)
    (molar) = (1/liter)
    (mM) = (millimolar)
}

PARAMETER {
    gbar = 1e-4 (S/cm2) <0, 1e9>
    half = 0.00043 (mM) <1e-12, 1e9>
    tau = 1 (ms) <1e-9, 1e9>
}

ASSIGNED {
    v (mV)
    ek (mV)
    ik (mA/cm2)
    cai (mM)
}

STATE { z }

INITIAL { z = zinf(cai) }

BREAKPOINT {
    SOLVE states METHOD cnexp
    ik = gbar * z * (v - ek)
}

DERIVATIVE states {
    z' = (zinf(cai) - z) / tau
}

FUNCTION zinf(ca (mM)) {
    IF (ca < 1e-7 (mM)) {
        zinf = 0
    } ELSE {
        zinf = 1 / (1 + (half / ca)^4.8)
    }
}
