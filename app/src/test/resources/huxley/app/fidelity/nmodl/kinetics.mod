NEURON { SUFFIX kinetics USEION k READ ek WRITE ik RANGE c1, c2, o, inact, g, a1 }
ASSIGNED { v (mV) ek (mV) ik (mA/cm2) g a1 b1 }
STATE { c1 c2 o inact }
INITIAL { SOLVE scheme STEADYSTATE sparse }
BREAKPOINT { SOLVE scheme METHOD sparse  g = 1e-3*o ik = g*(v - ek) }
KINETIC scheme {
  rates(v)
  ~ c1 <-> c2 (a1, b1)
  ~ c2 <-> o (a1/2, 2*b1)
  ~ o <-> inact (0.3, 0.05)
  CONSERVE c1 + c2 + o + inact = 1
}
PROCEDURE rates(v) { a1 = 0.5*exp((v + 50)/20)  b1 = 0.2*exp(-(v + 50)/25) }
