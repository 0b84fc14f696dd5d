package huxley.synapse;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

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

    /** Those of several lists, one after the other. */
    public static GapJunctions joined(List<GapJunctions> parts) {
        return new GapJunctions(ints(parts, GapJunctions::gid), ints(parts, GapJunctions::compartment),
                ints(parts, GapJunctions::otherGid), ints(parts, GapJunctions::otherCompartment),
                parts.stream().flatMapToDouble(part -> Arrays.stream(part.conductance_uS())).toArray());
    }

    private static int[] ints(List<GapJunctions> parts, Function<GapJunctions, int[]> column) {
        return parts.stream().flatMapToInt(part -> Arrays.stream(column.apply(part))).toArray();
    }

    public int count() {
        return gid.length;
    }
}
