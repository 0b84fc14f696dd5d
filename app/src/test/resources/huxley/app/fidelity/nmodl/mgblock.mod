NEURON { POINT_PROCESS mgblock NONSPECIFIC_CURRENT inmda RANGE gnmda, B, tau, inmda GLOBAL mg, e }
UNITS { (nA) = (nanoamp) (mV) = (millivolt) (uS) = (microsiemens) (mM)= (milli/liter) }
PARAMETER { e=0 (mV) mg=1 (mM) tau = 10 (ms) }
ASSIGNED { v (mV) inmda (nA) gnmda (uS) B }
STATE { g }
INITIAL { g = 0 rates(v) }
BREAKPOINT { SOLVE s METHOD cnexp
	rates(v)
	gnmda = g*B
	inmda = gnmda*(v-e) }
DERIVATIVE s { g' = -g/tau }
PROCEDURE rates(v(mV)) {
	TABLE B DEPEND mg FROM -100 TO 100 WITH 201
	B = 1 / (1 + exp(0.062 (/mV) * -v) * (mg / 3.57 (mM)))
}
NET_RECEIVE(w) { g = g + w }
