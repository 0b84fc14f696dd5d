TITLE AMPA and NMDA receptors of one synapse

COMMENT
An event of weight w opens a fast conductance that peaks at w and a slow one that peaks at ratio*w without magnesium.
Magnesium leaves open the share 1/(1 + mg/3.57 mM exp(-0.062 v/mV)) of the slow one, reached at once: C. E. Jahr and
C. F. Stevens, J. Neurosci. 10:3178-3182 (1990), doi:10.1523/JNEUROSCI.10-09-03178.1990.
ENDCOMMENT

NEURON {
    POINT_PROCESS AMPANMDA
    RANGE tau1, tau2, tau1nmda, tau2nmda, ratio, mg, e, i, gampa, gnmda
    NONSPECIFIC_CURRENT i
    THREADSAFE
}

UNITS {
    (nA) = (nanoamp)
    (mV) = (millivolt)
    (uS) = (microsiemens)
    (mM) = (milli/liter)
}

PARAMETER {
    tau1 = 0.2 (ms) <1e-9, 1e9>
    tau2 = 2 (ms) <1e-9, 1e9>
    tau1nmda = 2 (ms) <1e-9, 1e9>
    tau2nmda = 60 (ms) <1e-9, 1e9>
    ratio = 1 <0, 1e9>
    mg = 1 (mM) <0, 1e9>
    e = 0 (mV)
}

ASSIGNED {
    v (mV)
    i (nA)
    gampa (uS)
    gnmda (uS)
    factor
    factornmda
}

STATE {
    A (uS)
    B (uS)
    C (uS)
    D (uS)
}

INITIAL {
    : equal time constants would divide 0 by 0
    IF (tau1/tau2 > 0.9999) { tau1 = 0.9999*tau2 }
    IF (tau1nmda/tau2nmda > 0.9999) { tau1nmda = 0.9999*tau2nmda }
    factor = normal(tau1, tau2)
    factornmda = ratio*normal(tau1nmda, tau2nmda)
    A = 0
    B = 0
    C = 0
    D = 0
}

BREAKPOINT {
    SOLVE states METHOD cnexp
    gampa = B - A
    gnmda = (D - C)/(1 + mg/3.57 (mM)*exp(-0.062 (/mV)*v))
    i = (gampa + gnmda)*(v - e)
}

DERIVATIVE states {
    A' = -A/tau1
    B' = -B/tau2
    C' = -C/tau1nmda
    D' = -D/tau2nmda
}

NET_RECEIVE(weight (uS)) {
    A = A + weight*factor
    B = B + weight*factor
    C = C + weight*factornmda
    D = D + weight*factornmda
}

: Makes the peak 1.
FUNCTION normal(rise (ms), decay (ms)) {
    LOCAL peak
    peak = rise*decay/(decay - rise)*log(decay/rise)
    normal = 1/(exp(-peak/decay) - exp(-peak/rise))
}
