NEURON { SUFFIX x }
STATE { a b }
BREAKPOINT { SOLVE scheme METHOD cnexp }
KINETIC scheme { ~ a <-> b (1, 2) }
