NEURON { SUFFIX x }
BREAKPOINT {
    IF (v > 0) {
        v = 1
}
