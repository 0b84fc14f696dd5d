: quantities of an ion that a block assigns to though it may only read them
NEURON { SUFFIX readonly USEION na READ ena, nai, nao WRITE ina USEION ca READ cai RANGE m, seen, inside, unchanged }
PARAMETER { g = 1e-5 (S/cm2) }
ASSIGNED { v (mV) ena (mV) nai (mM) nao (mM) ina (mA/cm2) cai (mM) seen (mV) inside (mM) unchanged (mM) }
STATE { m }
INITIAL {
  VERBATIM
  cai = _ion_cai;
  ENDVERBATIM
  m = cai*1e4
  cai = 2
  inside = cai
}
BREAKPOINT {
  SOLVE s METHOD cnexp
  unchanged = cai
  IF (v > -60) { ena = 25*log(nao/nai) }
  seen = ena
  ina = g*m*(v - ena)
}
DERIVATIVE s { m' = cai*1e4 - m }
