TITLE Hyperpolarisation-activated cation current of layer 5 dendrites

COMMENT
M. H. P. Kole, S. Hallermann and G. J. Stuart, J. Neurosci. 26:1677-1687 (2006),
doi:10.1523/JNEUROSCI.3664-05.2006.
ENDCOMMENT

NEURON {
    SUFFIX hcn
    NONSPECIFIC_CURRENT i
    RANGE gbar, e
    THREADSAFE
}

UNITS {
    (mV) = (millivolt)
    (mA) = (milliamp)
    (S) = (siemens)
}

PARAMETER {
    gbar = 1e-5 (S/cm2) <0, 1e9>
    e = -45 (mV)
}

ASSIGNED {
    v (mV)
    i (mA/cm2)
}

STATE { m }

INITIAL { m = alpha(v) / (alpha(v) + beta(v)) }

BREAKPOINT {
    SOLVE states METHOD cnexp
    i = gbar * m * (v - e)
}

DERIVATIVE states {
    m' = alpha(v) * (1 - m) - beta(v) * m
}

FUNCTION alpha(v (mV)) (/ms) {
    LOCAL x
    x = (v + 154.9 (mV)) / 11.9 (mV)
    IF (fabs(x) < 1e-5) {
        alpha = 0.076517 (/ms) * (1 - x / 2)
    } ELSE {
        alpha = 0.076517 (/ms) * x / (exp(x) - 1)
    }
}

FUNCTION beta(v (mV)) (/ms) {
    beta = 0.193 (/ms) * exp(v / 33.1 (mV))
}
