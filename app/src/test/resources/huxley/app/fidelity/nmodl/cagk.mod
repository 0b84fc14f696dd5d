NEURON { SUFFIX cagk USEION ca READ cai, ica WRITE cai USEION k READ ek WRITE ik RANGE gbar, c1, o, B GLOBAL tau }
UNITS { (mM) = (milli/liter) (mA) = (milliamp) }
PARAMETER { gbar = 1e-3 tau = 8 (ms) rest = 1e-4 (mM) B = 0.02 }
ASSIGNED { v ek ik ica }
STATE { cai c1 o }
INITIAL { cai = rest SOLVE gate STEADYSTATE sparse }
BREAKPOINT { SOLVE conc METHOD cnexp SOLVE gate METHOD sparse ik = gbar*o*(v - ek) }
DERIVATIVE conc { cai' = B*(-ica)*1e-3 + 1e-5 - (cai - rest)/tau }
KINETIC gate { ~ c1 <-> o (1e3*cai, 0.2) CONSERVE c1 + o = 1 }
