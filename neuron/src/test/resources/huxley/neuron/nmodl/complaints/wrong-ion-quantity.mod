NEURON { SUFFIX x USEION ca READ cai, eka WRITE ica }
BREAKPOINT { ica = cai }
