NEURON { SUFFIX x RANGE a }
ASSIGNED { a }
INITIAL { a = factorial(3) }
FUNCTION factorial(n) {
    IF (n < 2) { factorial = 1 } ELSE { factorial = n*factorial(n - 1) }
}
