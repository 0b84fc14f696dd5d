package huxley.io.morphology;

import huxley.neuron.problem.Span;

/**
 * The points of an SWC file, parents before children. Types, coordinates (um) and parents are per point.
 *
 * @param parent [point] index of the parent; -1 for the first point, the root; {@link #DETACHED} for the start of a
 *        neurite that the file connects to nothing
 * @param where [point] its line
 */
record SwcPoints(int[] type, double[] x_um, double[] y_um, double[] z_um, double[] diam_um, int[] parent,
        Span[] where) {
    static final int DETACHED = -2;
    static final int SOMA = 1;

    int size() {
        return type.length;
    }

    boolean isSoma(int point) {
        return type[point] == SOMA;
    }
}
