NEURON { POINT_PROCESS gapold NONSPECIFIC_CURRENT i RANGE g, i, vgap2 }
PARAMETER { g = 1e-5 (microsiemens) vgap2 = -60 (millivolt) }
ASSIGNED { v (millivolt) i (nanoamp) }
BREAKPOINT { i = (v - vgap2)*g }
