NEURON { SUFFIX callbefore NONSPECIFIC_CURRENT i RANGE gbar, minf, hinf, tm }
STATE { m h unused }
BREAKPOINT { SOLVE states METHOD cnexp
 i = gbar*m*m*m*h*(v-50) }
DERIVATIVE states { mh(v) m'=(minf-m)/tm h'=(hinf-h)/alp(v,2) }
INITIAL { mh(v) m=minf h=hinf }
PARAMETER { gbar=.01 v dt celsius=6.3 usetable=1 }
PROCEDURE mh(v) { LOCAL a, b
	a = alp(v,0) b = bet(v,0)
	tm = 1/(a+b) minf = a/(a+b)
	a = alp(v,1) b = bet(v,1)
	hinf = a/(a+b) }
ASSIGNED { i minf hinf tm }
FUNCTION alp(v, i) { LOCAL q
	v = -v - 65
	q = 3^((celsius - 6.3)/10)
	if (i == 0) { alp = q*.1*expM1(v+25, 10) } else if (i==1) { alp = q*.07*exp(v/20) } else { alp = 4 + exp(v/50) }
}
FUNCTION bet(v,i) { v = -v-65
	if (i==0) {bet = 4*exp(v/18)} else if (i==1) {bet = 1/(exp((v+30)/10) + 1)} else { bet = 1 } }
FUNCTION expM1(x,y) { if (fabs(x/y) < 1e-6) { expM1 = y*(1 - x/y/2) } else { expM1 = x/(exp(x/y) - 1) } }
