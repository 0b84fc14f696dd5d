NEURON {
    POINT_PROCESS Drawing
    RANGE x
    RANDOM r
}

ASSIGNED { x }

INITIAL {
    random_setids(r, 1, 2, 3)
    random_setseq(r, 5)
    x = random_uniform(r)
}
