NEURON { SUFFIX unitnum NONSPECIFIC_CURRENT i RANGE gmax, m, minf, tau, ii , q }
UNITS { (mA) = (milliamp) (mV) = (millivolt) (uA) = (microamp) (mS) = (millisiemens) (um) = (micrometer) (per_ms) = (1/ms) }
PARAMETER { gmax = 0.1 (mS/cm2) <0,1e9> vh = -50(mV) k = 5(mV) tau0=2(ms) q = 0 }
ASSIGNED { v(mV) i(mA/cm2) ii(uA/cm2) minf(1) tau(ms) }
STATE { m(1) }
INITIAL { m = 1/(1+exp(-(v-vh)/k)) }
BREAKPOINT { SOLVE s METHOD cnexp
	ii = gmax*m*(v + 20(mV))*(1)
	i = (0.001)*ii
	q = 3(ms)/tau0 + 2.5e-1(1) - (5) }
DERIVATIVE s {
	minf = 1(1)/(1+exp(-(v-vh)/k))
	tau = tau0 + 10(ms)*exp(-((v+40(mV))/30(mV))^2)
	m' = (minf - m)/tau }
