: names that C or hoc or Java take for themselves
NEURON { SUFFIX reserved NONSPECIFIC_CURRENT i RANGE class, new, this, final, import, package, int2, long1, values, body }
ASSIGNED { v i class this package long1 values }
PARAMETER { new = 2 final = 3 import = 0.5 int2 = 7 body = 1 }
STATE { state_ Mem }
INITIAL { state_ = 1 Mem = 2 class = new + final this = 1 package = 2 }
BREAKPOINT { SOLVE ds METHOD cnexp
 values = state_*int2 long1 = import*body
 i = 1e-6*values }
DERIVATIVE ds { state_' = -state_*import Mem' = -Mem/final }
