TITLE High-threshold calcium current of spiny projection neurons (Cav1.2)

COMMENT
Half activation and slope as tabulated by J. A. Wolf et al., J. Neurosci. 25:9080-9095 (2005),
doi:10.1523/JNEUROSCI.2220-05.2005. The time constant is a round number for body temperature; slow and partial
inactivation is left out.
ENDCOMMENT

NEURON {
    SUFFIX cav
    USEION ca READ eca WRITE ica
    RANGE gbar
    THREADSAFE
}

UNITS {
    (mV) = (millivolt)
    (mA) = (milliamp)
    (S) = (siemens)
}

PARAMETER {
    gbar = 1e-4 (S/cm2) <0, 1e9>
    taum = 1 (ms) <1e-9, 1e9>
}

ASSIGNED {
    v (mV)
    eca (mV)
    ica (mA/cm2)
}

STATE { m }

INITIAL { m = minf(v) }

BREAKPOINT {
    SOLVE states METHOD cnexp
    ica = gbar * m * m * (v - eca)
}

DERIVATIVE states {
    m' = (minf(v) - m) / taum
}

FUNCTION minf(v (mV)) {
    minf = 1 / (1 + exp(-(v + 8.9 (mV)) / 6.7 (mV)))
}
