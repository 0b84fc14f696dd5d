package huxley.solver.engine;

import huxley.solver.cable.CableMatrix;
import huxley.solver.precision.Numbers;

/**
 * Total membrane currents, capacitive ones included, of the recorded compartments of a group: what mechanisms and
 * capacitance pass outward, without what electrodes inject.
 */
final class MembraneCurrents {
    private static final double PER_AREA = 100;

    private final int[] node;
    private final double[] area_um2;
    private final double[] capacity_per_ms;
    private final double[] rhs;
    private final double[] d;
    /** [compartment recorded] nA */
    final double[] current_nA;

    /** @param rate_per_ms 1 / dt, or 2 / dt for half a step */
    MembraneCurrents(int[] node, CableMatrix[] matrix, int[] position, double rate_per_ms) {
        this.node = node;
        area_um2 = new double[node.length];
        capacity_per_ms = new double[node.length];
        for (int i = 0; i < node.length; i++) {
            area_um2[i] = matrix[i].area_um2()[position[i]];
            capacity_per_ms[i] = matrix[i].capacity_mF_per_cm2()[position[i]] * rate_per_ms;
        }
        rhs = new double[node.length];
        d = new double[node.length];
        current_nA = new double[node.length];
    }

    void clear() {
        java.util.Arrays.fill(rhs, 0);
        java.util.Arrays.fill(d, 0);
    }

    /** Adds (sign 1, after) or takes away (sign -1, before) what one mechanism does. */
    void count(Numbers groupRhs, Numbers groupD, double sign) {
        for (int i = 0; i < node.length; i++) {
            rhs[i] += sign * groupRhs.get(node[i]);
            d[i] += sign * groupD.get(node[i]);
        }
    }

    /** @param change [node] voltage change of the solved step */
    void solved(Numbers change) {
        for (int i = 0; i < node.length; i++) {
            double density = Math.fma(d[i] + capacity_per_ms[i], change.get(node[i]), -rhs[i]);
            current_nA[i] = density * area_um2[i] / PER_AREA;
        }
    }
}
