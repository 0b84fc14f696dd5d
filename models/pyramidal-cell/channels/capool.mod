TITLE Calcium in a shell under the membrane, removed exponentially

NEURON {
    SUFFIX capool
    USEION ca READ ica WRITE cai
    RANGE depth, tau, rest, free
    THREADSAFE
}

UNITS {
    (mA) = (milliamp)
    (um) = (micron)
    (molar) = (1/liter)
    (mM) = (millimolar)
    FARADAY = (faraday) (coulomb)
}

PARAMETER {
    depth = 0.1 (um) <1e-9, 1e9>
    tau = 80 (ms) <1e-9, 1e9>
    rest = 1e-4 (mM) <0, 1e9>
    free = 0.05 <0, 1>
}

ASSIGNED { ica (mA/cm2) }

STATE { cai (mM) }

INITIAL { cai = rest }

BREAKPOINT { SOLVE states METHOD cnexp }

DERIVATIVE states {
    cai' = -(10000) * free * ica / (2 * FARADAY * depth) - (cai - rest) / tau
}
