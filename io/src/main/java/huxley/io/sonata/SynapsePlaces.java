package huxley.io.sonata;

/**
 * The compartments that the synapses of an edge population sit on.
 *
 * @param start [edge + 1] an edge's first synapse; empty if every edge has one
 * @param compartment [synapse] of the target's cell, -1 where there is none
 */
record SynapsePlaces(int[] start, int[] compartment) {
    int first(int edge) {
        return start.length == 0 ? edge : start[edge];
    }

    /** One past an edge's last synapse. */
    int end(int edge) {
        return start.length == 0 ? edge + 1 : start[edge + 1];
    }
}
