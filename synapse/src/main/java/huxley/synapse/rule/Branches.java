package huxley.synapse.rule;

/**
 * Straight pieces of branches of a cell, in the coordinates of its morphology.
 *
 * @param compartment [piece] that it belongs to
 * @param from_um [piece * 3] x, y, z of one end, {@code to_um} of the other
 * @param radius_um [piece]
 */
public record Branches(int[] compartment, float[] from_um, float[] to_um, float[] radius_um) {
    public int size() {
        return compartment.length;
    }
}
