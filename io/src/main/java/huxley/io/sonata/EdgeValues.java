package huxley.io.sonata;

import java.util.Arrays;

/** A number that every edge of a population has. */
@FunctionalInterface
interface EdgeValues {
    double of(int edge);

    static EdgeValues constant(double value) {
        return edge -> value;
    }

    /** The attribute of some edges, which then no longer needs the file; NaN where an edge has none. */
    static EdgeValues read(Attributes attributes, String name, int[] edges) {
        if (edges.length == 0) {
            return constant(Double.NaN);
        }
        double first = attributes.number(edges[0], name);
        boolean same = true;
        for (int i = 1; i < edges.length && same; i++) {
            double value = attributes.number(edges[i], name);
            same = value == first || Double.isNaN(value) && Double.isNaN(first);
        }
        if (same) {
            return constant(first);
        }
        double[] column = new double[Arrays.stream(edges).max().orElseThrow() + 1];
        for (int edge : edges) {
            column[edge] = attributes.number(edge, name);
        }
        return edge -> column[edge];
    }
}
