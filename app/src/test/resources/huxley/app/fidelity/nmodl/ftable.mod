NEURON { SUFFIX ftable RANGE a, i NONSPECIFIC_CURRENT i }
ASSIGNED { v i a }
BREAKPOINT { a = 2 i = 1e-6*a }
FUNCTION_TABLE f1(v (mV)) (ms)
FUNCTION_TABLE f2(v (mV), x)
FUNCTION use(v) { use = f1(v) + f2(v, 3) }
