NEURON { SUFFIX x }
STATE { m }
ASSIGNED { h }
BREAKPOINT { SOLVE states METHOD cnexp }
DERIVATIVE states {
    m'' = -m
    h' = -h
}
INITIAL { m' = 0 }
