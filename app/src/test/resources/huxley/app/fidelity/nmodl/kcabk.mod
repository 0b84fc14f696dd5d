NEURON { SUFFIX kcabk USEION ca READ cai USEION k READ ek WRITE ik RANGE gbar, gk, oinf, otau }
UNITS { (molar) = (1/liter) (mV) = (millivolt) (mA) = (milliamp) (mM) = (millimolar)  FARADAY = (faraday) (kilocoulombs)  R = 8.313424 (joule/degC) }
INDEPENDENT {t FROM 0 TO 1 WITH 1 (ms)}
PARAMETER { v (mV) dt (ms) ek (mV) celsius = 20 (degC) gbar = 0.01 (mho/cm2) cai = 1e-3 (mM) d1 = 0.84 d2 = 1.0 k1 = 0.18 (mM) k2 = 0.011 (mM) bbar = 0.28 (/ms) abar = 0.48 (/ms) }
COMMENT
 the preceding two numbers were switched on 8/19/92 in response to a report
ENDCOMMENT
ASSIGNED { ik (mA/cm2) oinf otau (ms) gk (mho/cm2) }
STATE { o }
BREAKPOINT { SOLVE state METHOD cnexp  gk = gbar*o  ik = gk*(v - ek) }
DERIVATIVE state { rate(v, cai) o' = (oinf - o)/otau }
INITIAL { rate(v, cai)  o = oinf }
FUNCTION alp(v (mV), c (mM)) (1/ms) { alp = c*abar/(c + exp1(k1,d1,v)) }
FUNCTION bet(v (mV), c (mM)) (1/ms) { bet = bbar/(1 + c/exp1(k2,d2,v)) }
FUNCTION exp1(k (mM), d, v (mV)) (mM) { exp1 = k*exp(-2*d*FARADAY*v/R/(273.15 + celsius)) }
PROCEDURE rate(v (mV), c (mM)) { LOCAL a
	a = alp(v,c)
	otau = 1/(a + bet(v, c))
	oinf = a*otau }
