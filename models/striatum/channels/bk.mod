TITLE Calcium- and voltage-activated potassium current of large conductance

COMMENT
E. Moczydlowski and R. Latorre, J. Gen. Physiol. 82:511-542 (1983), doi:10.1085/jgp.82.4.511: one closed and one open
state, the rates of which saturate with calcium.
ENDCOMMENT

NEURON {
    SUFFIX bk
    USEION k READ ek WRITE ik
    USEION ca READ cai
    RANGE gbar
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
    gbar = 1e-3 (S/cm2) <0, 1e9>
    celsius (degC)
}

ASSIGNED {
    v (mV)
    ek (mV)
    ik (mA/cm2)
    cai (mM)
}

STATE { o }

INITIAL { o = alpha(v, cai) / (alpha(v, cai) + beta(v, cai)) }

BREAKPOINT {
    SOLVE states METHOD cnexp
    ik = gbar * o * (v - ek)
}

DERIVATIVE states {
    o' = alpha(v, cai) * (1 - o) - beta(v, cai) * o
}

FUNCTION alpha(v (mV), ca (mM)) (/ms) {
    alpha = 0.28 (/ms) * ca / (ca + 0.48e-3 (mM) * exp(-0.84 * charges(v)))
}

FUNCTION beta(v (mV), ca (mM)) (/ms) {
    beta = 0.48 (/ms) / (1 + ca / (0.13e-6 (mM) * exp(-charges(v))))
}

: energy of two elementary charges over kT: 2 F / R is 23.21 K/mV
FUNCTION charges(v (mV)) {
    charges = 23.21 (degC/mV) * v / (celsius + 273.15 (degC))
}
