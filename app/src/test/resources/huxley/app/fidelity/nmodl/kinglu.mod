TITLE five-state receptor, transmitter from a pulse
NEURON { POINT_PROCESS kinglu RANGE C0, C1, C2, D, O, g, T, rb, Rb NONSPECIFIC_CURRENT i GLOBAL Erev, Rd, Rr, Ro, Rc, Ru, gmax }
UNITS { (nA) = (nanoamp) (mV) = (millivolt) (pS) = (picosiemens) (umho) = (micromho) (mM) = (milli/liter) (uM) = (micro/liter) }
PARAMETER { Erev=5 (mV) gmax=500 (pS) Rb=5e-3 (/uM /ms) Ru=12.9e-3 (/ms) Rd=8.4e-3 (/ms) Rr=6.8e-3 (/ms) Ro=46.5e-3 (/ms) Rc=73.8e-3 (/ms) }
ASSIGNED { v (mV) i (nA) g (pS) T (uM) rb (/ms) }
STATE { C0 C1 C2 D O }
INITIAL { T = 0 rb = 0 C0=1 C1=0 C2=0 D=0 O=0 }
BREAKPOINT {
	rb = Rb*T
	SOLVE kstates METHOD sparse
	g = gmax*O
	i = (1e-6)*g*(v - Erev)
}
KINETIC kstates {
	rb = Rb*T
	~ C0 <-> C1 (rb,Ru)
	~ C1 <-> C2 (rb,Ru)
	~ C2 <-> D (Rd,Rr)
	~ C2 <-> O (Ro,Rc)
	CONSERVE C0+C1+C2+D+O = 1
}
NET_RECEIVE(w) { if (flag == 0) { T = T + 1000 net_send(1, 1) } else { T = T - 1000 } }
