package huxley.synapse.rule;

import huxley.synapse.GapJunctions;
import java.util.Arrays;

/** Gap junctions being gathered. */
final class JunctionColumns {
    private int[][] columns = new int[4][16];
    private double[] conductance_uS = new double[16];
    private int count;

    void add(int gid, int compartment, int otherGid, int otherCompartment, double value_uS) {
        if (count == conductance_uS.length) {
            int larger = 2 * count;
            Arrays.setAll(columns, i -> Arrays.copyOf(columns[i], larger));
            conductance_uS = Arrays.copyOf(conductance_uS, larger);
        }
        columns[0][count] = gid;
        columns[1][count] = compartment;
        columns[2][count] = otherGid;
        columns[3][count] = otherCompartment;
        conductance_uS[count++] = value_uS;
    }

    GapJunctions junctions() {
        return new GapJunctions(Arrays.copyOf(columns[0], count), Arrays.copyOf(columns[1], count),
                Arrays.copyOf(columns[2], count), Arrays.copyOf(columns[3], count),
                Arrays.copyOf(conductance_uS, count));
    }
}
