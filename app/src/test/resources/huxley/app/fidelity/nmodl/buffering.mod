: no current: pump and buffer only, concentrations written through KINETIC
NEURON { SUFFIX buffering USEION ca READ cai, ica WRITE cai RANGE b, cb, infl }
UNITS { (mM) = (milli/liter) (um) = (micron) (mA) = (milliamp) FARADAY = (faraday) (coulomb) PI = (pi) (1) }
PARAMETER { kf = 100 (/mM-ms) kb = 0.1 (/ms) bt = 0.05 (mM) decay = 0.02 (/ms) }
ASSIGNED { diam (um) ica (mA/cm2) infl }
STATE { cai (mM) b (mM) cb (mM) }
INITIAL { cai = 1e-3 b = kb*bt/(kb + kf*cai) cb = bt - b }
BREAKPOINT { SOLVE scheme METHOD sparse }
KINETIC scheme {
  COMPARTMENT PI*diam*diam/4 { cai b cb }
  infl = 1e-5*(1 + sin(t))
  ~ cai << (infl*PI*diam*diam/4)
  ~ cai + b <-> cb (kf*PI*diam*diam/4, kb*PI*diam*diam/4)
  ~ cai -> (decay*PI*diam*diam/4)
}
