NEURON { POINT_PROCESS stdwalike RANGE tau, e, i, d, p, dtau, ptau, w GLOBAL verbose NONSPECIFIC_CURRENT i }
UNITS { (nA) = (nanoamp) (mV) = (millivolt) (uS) = (microsiemens) }
PARAMETER { tau = 0.1 (ms) e = 0 (mV) d = 0.05 <0,1> p = 0.5 dtau = 34 (ms) ptau = 17 (ms) verbose = 0 }
ASSIGNED { v (mV) i (nA) tpost (ms) w }
STATE { g (uS) }
INITIAL { g=0 tpost = -1e9 w = 0 net_send(0, 1) }
BREAKPOINT { SOLVE state METHOD cnexp i = g*(v - e) }
DERIVATIVE state { g' = -g/tau }
NET_RECEIVE(weight (uS), A, tpre (ms)) {
	INITIAL { A = 0 tpre = -1e9 }
	if (flag == 0) {
		g = g + weight + A
		tpre = t
		A = A * (1 - d*exp((tpost - t)/dtau))
		w = A
	}else if (flag == 2) {
		tpost = t
		FOR_NETCONS(w1, A1, tp) {
			A1 = A1 + (0.1 - w1 - A1)*p*exp((tp - t)/ptau)
		}
	} else {
		WATCH (v > -60) 2
	}
}
