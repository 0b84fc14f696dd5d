: writes inner and outer concentration and a current that another reads
NEURON { SUFFIX ionswrite USEION k READ ik, ki WRITE ko, ik RANGE gk, kd }
UNITS { (mM) = (milli/liter) (mA) = (milliamp) F = (faraday) (coulombs) }
PARAMETER { kd = 2 (um) gk = 1e-4 }
ASSIGNED { v (mV) ik (mA/cm2) ki (mM) }
STATE { ko (mM) }
INITIAL { ko = 3 }
BREAKPOINT { SOLVE s METHOD cnexp  ik = gk*(v + 85) }
DERIVATIVE s { ko' = ik*1e4/(F*kd) - (ko - 3)/50 }
