package huxley.solver.engine;

import huxley.solver.cable.CableMatrix;
import huxley.solver.precision.Numbers;
import huxley.solver.precision.Precision;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Total membrane currents, capacitive ones included, of the recorded compartments of a group: what mechanisms and
 * capacitance pass outward, without what electrodes inject and gap junctions carry.
 */
final class MembraneCurrents {
    private static final double PER_AREA = 100;

    /** [node] nA; of recorded compartments only. */
    final double[] current_nA;
    private final double rate_per_ms;
    private final BitSet recorded = new BitSet();
    private int size;
    private int[] node = new int[16];
    private double[] area_um2 = new double[16];
    private double[] capacity_per_ms = new double[16];
    private double[] rhs = new double[16];
    private double[] d = new double[16];

    /**
     * @param nodes of the group
     * @param rate_per_ms 1 / dt, or 2 / dt for half a step
     */
    MembraneCurrents(int nodes, double rate_per_ms) {
        current_nA = new double[nodes];
        this.rate_per_ms = rate_per_ms;
    }

    /** Records a compartment. */
    void record(int atNode, CableMatrix matrix, int compartment) {
        if (recorded.get(atNode)) {
            return;
        }
        recorded.set(atNode);
        if (size == node.length) {
            node = Arrays.copyOf(node, 2 * size);
            area_um2 = Arrays.copyOf(area_um2, 2 * size);
            capacity_per_ms = Arrays.copyOf(capacity_per_ms, 2 * size);
            rhs = new double[2 * size];
            d = new double[2 * size];
        }
        int position = matrix.position()[compartment];
        node[size] = atNode;
        area_um2[size] = matrix.area_um2()[position];
        capacity_per_ms[size++] = matrix.capacity_mF_per_cm2()[position] * rate_per_ms;
    }

    void clear() {
        Arrays.fill(rhs, 0);
        Arrays.fill(d, 0);
    }

    /** Adds (sign 1) or takes away (sign -1) what all currents computed so far sum up to. */
    void count(Numbers groupRhs, Numbers groupD, double sign) {
        if (groupRhs.precision() == Precision.DOUBLE) {
            double[] allRhs = groupRhs.doubles();
            double[] allD = groupD.doubles();
            for (int i = 0; i < size; i++) {
                rhs[i] += sign * allRhs[node[i]];
                d[i] += sign * allD[node[i]];
            }
        } else {
            for (int i = 0; i < size; i++) {
                rhs[i] += sign * groupRhs.get(node[i]);
                d[i] += sign * groupD.get(node[i]);
            }
        }
    }

    /** @param change [node] voltage change of the solved step */
    void solved(Numbers change) {
        for (int i = 0; i < size; i++) {
            double density = Math.fma(d[i] + capacity_per_ms[i], change.get(node[i]), -rhs[i]);
            current_nA[node[i]] = density * area_um2[i] / PER_AREA;
        }
    }
}
