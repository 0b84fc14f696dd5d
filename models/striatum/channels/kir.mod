TITLE Inwardly rectifying potassium current of spiny projection neurons (Kir2), open at rest

COMMENT
Half activation and slope as tabulated by J. A. Wolf et al., J. Neurosci. 25:9080-9095 (2005),
doi:10.1523/JNEUROSCI.2220-05.2005. It follows the voltage at once.
ENDCOMMENT

NEURON {
    SUFFIX kir
    USEION k READ ek WRITE ik
    RANGE gbar
    THREADSAFE
}

UNITS {
    (mV) = (millivolt)
    (mA) = (milliamp)
    (S) = (siemens)
}

PARAMETER { gbar = 1.4e-4 (S/cm2) <0, 1e9> }

ASSIGNED {
    v (mV)
    ek (mV)
    ik (mA/cm2)
}

BREAKPOINT {
    ik = gbar / (1 + exp((v + 82 (mV)) / 13 (mV))) * (v - ek)
}
