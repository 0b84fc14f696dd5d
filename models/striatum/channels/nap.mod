TITLE Persistent sodium current

COMMENT
Activation: J. Magistretti and A. Alonso, J. Gen. Physiol. 114:491-509 (1999), doi:10.1085/jgp.114.4.491. It follows the
voltage at once; its inactivation takes seconds, which is left out.
ENDCOMMENT

NEURON {
    SUFFIX nap
    USEION na READ ena WRITE ina
    RANGE gbar
    THREADSAFE
}

UNITS {
    (mV) = (millivolt)
    (mA) = (milliamp)
    (S) = (siemens)
}

PARAMETER { gbar = 4e-5 (S/cm2) <0, 1e9> }

ASSIGNED {
    v (mV)
    ena (mV)
    ina (mA/cm2)
}

BREAKPOINT {
    ina = gbar / (1 + exp(-(v + 52.6 (mV)) / 4.6 (mV))) * (v - ena)
}
