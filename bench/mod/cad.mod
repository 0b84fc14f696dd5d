TITLE calcium in a shell under the membrane of the benchmark's pyramidal cell

NEURON {
    THREADSAFE
    SUFFIX cad
    USEION ca READ ica WRITE cai
    RANGE decay, gamma
}

UNITS {
    (mA) = (milliamp)
    (mM) = (milli/liter)
    (um) = (micron)
    FARADAY = (faraday) (coulomb)
}

PARAMETER {
    gamma = 0.02
    decay = 90 (ms)
    depth = 0.1 (um)
    rest = 1e-4 (mM)
}

ASSIGNED {
    ica (mA/cm2)
}

STATE {
    cai (mM)
}

INITIAL {
    cai = rest
}

BREAKPOINT {
    SOLVE states METHOD cnexp
}

DERIVATIVE states {
    cai' = -(10000) * ica * gamma / (2 * FARADAY * depth) - (cai - rest) / decay
}
