NEURON { SUFFIX locals_top USEION na READ ena WRITE ina RANGE gmax, ina, q }
LOCAL qt, tau_m
PARAMETER { gmax = 0.002 (mho/cm2) v (mV) celsius (degC) tadj = 2.3 ena }
STATE { m FROM 0 TO 1 }
ASSIGNED { ina (mA/cm2) inf q }
INITIAL { qt = tadj^((celsius-23)/10) settables(v) m = inf q = qt }
BREAKPOINT { SOLVE states METHOD cnexp ina = gmax*m^3*(v-ena) }
DERIVATIVE states { settables(v) m' = (inf - m)*qt/tau_m }
PROCEDURE settables(v) {
	inf = 1/(1+exp((v+38)/-7))
	tau_m = 0.058 + 0.114*exp(-((v+36)/28)*((v+36)/28))
	UNITSOFF tau_m = tau_m*1(ms) UNITSON
}
