package huxley.solver.engine;

import huxley.solver.precision.Numbers;

/** One number in the memory of a group. */
record Slot(Numbers numbers, int index) {
    double get() {
        return numbers.get(index);
    }

    void set(double value) {
        numbers.set(index, value);
    }
}
