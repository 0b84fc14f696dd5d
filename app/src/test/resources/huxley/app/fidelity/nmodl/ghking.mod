NEURON { SUFFIX ghking USEION ca READ cai, cao WRITE ica RANGE pmax, g2 }
UNITS { (mA) = (milliamp) (mM) = (milli/liter) FARADAY = (faraday) (coulomb) R = (k-mole) (joule/degC) }
PARAMETER { pmax = 1e-4 (cm/s) }
ASSIGNED { v (mV) cai (mM) cao (mM) ica (mA/cm2) g2 celsius }
BREAKPOINT { ica = pmax*ghk(v, cai, cao)  g2 = nrn_ghk(v, cai, cao, 2) }
FUNCTION ghk(v(mV), ci(mM), co(mM)) (.001 coul/cm3) { LOCAL z, eci, eco
  z = (1e-3)*2*FARADAY*v/(R*(celsius+273.15))
  eco = co*efun(z)
  eci = ci*efun(-z)
  ghk = (.001)*2*FARADAY*(eci - eco) }
FUNCTION efun(z) { if (fabs(z) < 1e-4) { efun = 1 - z/2 } else { efun = z/(exp(z) - 1) } }
