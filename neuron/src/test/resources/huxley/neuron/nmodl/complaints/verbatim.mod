NEURON { SUFFIX x RANGE a }
ASSIGNED { a }
INITIAL {
VERBATIM
    a = my_function(_p, _ppvar, &a);
ENDVERBATIM
}
