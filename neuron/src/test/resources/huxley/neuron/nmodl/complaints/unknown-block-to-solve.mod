NEURON { SUFFIX x }
STATE { m }
BREAKPOINT { SOLVE state METHOD cnexp }
DERIVATIVE states { m' = -m }
