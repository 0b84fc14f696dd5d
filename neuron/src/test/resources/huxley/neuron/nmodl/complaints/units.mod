NEURON { SUFFIX x USEION ca READ ica WRITE cai NONSPECIFIC_CURRENT i RANGE g, depth }
UNITS {
    (mV) = (millivolt)
    (mM) = (milli/liter)
    (blob) = (millivlot)
}
PARAMETER {
    g = 1 (S/cm2)
    e = -70 (V)
    depth = 0.1 (um)
    tau = 5 (ms)
}
STATE { cai (mM) m }
BREAKPOINT {
    SOLVE states METHOD cnexp
    i = g*(v - e)
    i = g*(v - tau)
}
DERIVATIVE states {
    cai' = -cai
    m' = exp(-v)/tau
}
UNITSOFF
FUNCTION silent(x (mV)) (ms) { silent = x + tau }
UNITSON
FUNCTION shifted(x (mV)) (mV) { shifted = x + (1000)*e + 5 + (1000)*2 (V) }
INITIAL {
    m = shifted(tau)
    IF (cai > depth) { m = tau + depth }
}
