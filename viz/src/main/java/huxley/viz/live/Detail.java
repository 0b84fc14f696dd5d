package huxley.viz.live;

import huxley.synapse.Circuit;

/**
 * How much of a model is seen: all compartments of all cells while these are no more than {@code values}; else the root of each
 * cell, or of every n-th cell, so that there are no more than {@code cells}.
 */
public record Detail(int values, int cells) {
    /** What an ordinary graphics card draws, and a network carries, many times a second. */
    public static final Detail ORDINARY = new Detail(300_000, 50_000);

    boolean allCompartments(Circuit circuit) {
        return circuit.cells().size() <= cells && compartments(circuit) <= values;
    }

    /** Of how many cells one is seen. */
    int everyCell(Circuit circuit) {
        return Math.max(1, Math.ceilDiv(circuit.cells().size(), cells));
    }

    static long compartments(Circuit circuit) {
        return circuit.cells().stream().mapToLong(c -> c.cell().compartments().size()).sum();
    }
}
