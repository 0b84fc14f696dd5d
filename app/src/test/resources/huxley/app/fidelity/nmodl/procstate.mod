: the old way: states advanced by hand with exponentials of dt
NEURON { SUFFIX procstate USEION k READ ek WRITE ik RANGE gbar, n, g GLOBAL ninf, nexp }
UNITS { (mA) = (milliamp) (mV) = (millivolt) }
INDEPENDENT {t FROM 0 TO 1 WITH 1 (ms)}
PARAMETER { v (mV) dt (ms) gbar = 1e-3 (mho/cm2) ek (mV) }
STATE { n }
ASSIGNED { ik (mA/cm2) ninf nexp g }
BREAKPOINT { SOLVE states
	g = gbar*n*n*n*n
	ik = g*(v - ek) }
INITIAL { rates(v) n = ninf }
PROCEDURE states() {
	rates(v)
	n = n + nexp*(ninf-n)
	VERBATIM
	return 0;
	ENDVERBATIM
}
PROCEDURE rates(v(mV)) { LOCAL a, b
	TABLE ninf, nexp DEPEND dt FROM -100 TO 100 WITH 200
	a = .01*vtrap(-(v+55),10)
	b = .125*exp(-(v+65)/80)
	nexp = 1 - exp(-dt*(a+b))
	ninf = a/(a+b)
}
FUNCTION vtrap(x,y) {
	if (fabs(x/y) < 1e-6) {
		vtrap = y*(1 - x/y/2)
	}else{
		vtrap = x/(exp(x/y) - 1)
	}
}
