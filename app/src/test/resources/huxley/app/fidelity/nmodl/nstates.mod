NEURON { SUFFIX nstates USEION hcn READ ehcn WRITE ihcn VALENCE 1 RANGE g, gbar, l, ki }
UNITS { (mA) = (milliamp) (mV) = (millivolt) }
PARAMETER { v (mV) ehcn = -30 (mV) gbar=.0001 (mho/cm2) vhalfl=-81 (mV) kl=-8 vhalft=-75 (mV) a0t=0.011 (/ms) zetat=2.2 (1) gmt=.4 (1) q10=4.5 qtl=1 ki = 0.001 celsius (degC) }
STATE { l }
ASSIGNED { ihcn (mA/cm2) linf taul g }
INITIAL { rate(v) l=linf }
BREAKPOINT { SOLVE states METHOD cnexp  g = gbar*l*h2(ki)  ihcn = g*(v-ehcn) }
FUNCTION h2(c (mM)) { h2 = ki/(ki+c) }
FUNCTION alpt(v(mV)) { alpt = exp(0.0378*zetat*(v-vhalft)) }
FUNCTION bett(v(mV)) { bett = exp(0.0378*zetat*gmt*(v-vhalft)) }
DERIVATIVE states { rate(v) l' =  (linf - l)/taul }
PROCEDURE rate(v (mV)) { LOCAL a,qt
	qt=q10^((celsius-33)/10)
	a = alpt(v)
	linf = 1/(1 + exp(-(v-vhalfl)/kl))
	taul = bett(v)/(qtl*qt*a0t*(1+a))
}
