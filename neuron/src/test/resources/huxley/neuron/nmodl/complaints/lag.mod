NEURON { SUFFIX x RANGE a }
PARAMETER { a = 1 (ms) }
BREAKPOINT { WHILE (a < 0) { LAG v BY a } }
