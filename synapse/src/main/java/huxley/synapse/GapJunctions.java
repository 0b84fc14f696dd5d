package huxley.synapse;

/**
 * Electrical synapses: from each end flows g (v - v of the other end), the other end's potential being that at the start
 * of the step (as NEURON's transfer of source variables does).
 *
 * @param gid [junction] cell of the first end
 * @param compartment [junction] of the first end
 * @param otherGid [junction]
 * @param otherCompartment [junction]
 * @param conductance_uS [junction]
 */
public record GapJunctions(int[] gid, int[] compartment, int[] otherGid, int[] otherCompartment,
        double[] conductance_uS) {
    public static final GapJunctions NONE = new GapJunctions(new int[0], new int[0], new int[0], new int[0],
            new double[0]);

    public int count() {
        return gid.length;
    }
}
