NEURON { SUFFIX attime RANGE i, count, on, off  NONSPECIFIC_CURRENT i }
PARAMETER { on = 2 (ms) off = 7.3 (ms) amp = 0.002 (mA/cm2) }
ASSIGNED { i (mA/cm2) count }
INITIAL { count = 0 }
BREAKPOINT {
  at_time(on)
  if (at_time(off)) { count = 1 }
  if (t >= on && t < off) { i = -amp } else { i = 0 }
}
