: factors and names of units as old files write them
NEURON { SUFFIX units_old USEION ca READ ica, cai WRITE cai RANGE depth, taur, cainf, drive, k1, k2 GLOBAL vrest }
UNITS {
	(molar) = (1/liter)
	(mM) = (millimolar)
	(um) = (micron)
	(mA) = (milliamp)
	(msM) = (ms mM)
	(nA/cm2) = (nanoamp/cm2)
	FARADAY = (faraday) (coulomb)
	F2 = (faraday) (kilocoulombs)
	R = (k-mole) (joule/degC)
	ktf = (k) (erg/degC)
	PI = (pi) (1)
}
CONSTANT { factor = 10000 }
PARAMETER {
	depth = .1 (um)		: depth of shell
	taur = 80 (ms)
	cainf = 2.4e-4 (mM)
	vrest = -65
}
STATE { cai (mM) <1e-8> }
INITIAL { cai = cainf  k1 = FARADAY*1e-5 + F2  k2 = R }
ASSIGNED { ica (mA/cm2) drive (mM/ms) k1 k2 }
BREAKPOINT { SOLVE state METHOD euler }
DERIVATIVE state {
	drive = - (10000) * (ica - 0.001*(cai-cainf)) / (2 * FARADAY * depth)
	if (drive <= 0.) { drive = 0. }	: cannot pump inward
	cai' = drive + (cainf-cai)/taur + 1e-5
}
