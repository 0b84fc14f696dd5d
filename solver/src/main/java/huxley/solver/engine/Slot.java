package huxley.solver.engine;

/** One number in the memory of a group. */
record Slot(double[] array, int index) {
    double get() {
        return array[index];
    }

    void set(double value) {
        array[index] = value;
    }
}
