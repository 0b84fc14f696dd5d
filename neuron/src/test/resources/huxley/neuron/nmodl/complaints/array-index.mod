NEURON { SUFFIX x RANGE a }
DEFINE N 3
ASSIGNED { a[N] b }
INITIAL {
    a[3] = 1
    a = 2
    b[1] = 3
}
