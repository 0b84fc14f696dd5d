package huxley.io.sonata;

/** A number that every edge of a kind has, by its place among the edges of this kind. */
@FunctionalInterface
interface EdgeValues {
    double of(int place);

    static EdgeValues constant(double value) {
        return place -> value;
    }

    /**
     * The attribute of some edges, which then no longer needs the file; NaN where an edge has none.
     *
     * @param edges [place]
     */
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
        double[] column = new double[edges.length];
        for (int i = 0; i < edges.length; i++) {
            column[i] = attributes.number(edges[i], name);
        }
        return place -> column[place];
    }
}
