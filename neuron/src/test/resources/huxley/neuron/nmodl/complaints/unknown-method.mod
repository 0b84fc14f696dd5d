NEURON { SUFFIX x }
STATE { m }
BREAKPOINT { SOLVE states METHOD cnexpp }
DERIVATIVE states { m' = -m }
