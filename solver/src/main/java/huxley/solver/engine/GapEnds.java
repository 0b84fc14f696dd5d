package huxley.solver.engine;

import huxley.solver.precision.Numbers;
import huxley.synapse.GapJunctions;

/**
 * The ends of gap junctions in one group. Voltages of all ends of the circuit at the start of a step stand in one of two
 * arrays, by turns: while groups read those of this step, they write those of the next.
 */
final class GapEnds {
    /** 1 nA/um2 = 100 mA/cm2. */
    private static final double PER_AREA = 100;

    /** Voltages of the ends of all junctions: [parity of the step][2 * junction, + 1 for the other end]. */
    static double[][] voltages(GapJunctions junctions) {
        return new double[2][2 * junctions.count()];
    }

    private final double[][] voltage_mV;
    /** [own end] */
    private final int[] end;
    private final int[] node;
    /** [own end] conductance over the area of the compartment, S/cm2 */
    private final double[] density_S_per_cm2;

    /** @param end ascending ends of this group, {@code node} where they are */
    GapEnds(GapJunctions junctions, double[][] voltage_mV, int[] end, int[] node, double[] area_um2) {
        this.voltage_mV = voltage_mV;
        this.end = end;
        this.node = node;
        density_S_per_cm2 = new double[end.length];
        for (int i = 0; i < end.length; i++) {
            density_S_per_cm2[i] = junctions.conductance_uS()[end[i] >> 1] * (PER_AREA / area_um2[i]);
        }
    }

    /** Tells the voltages at the start of a step. */
    void tell(Numbers v_mV, long step) {
        double[] to = voltage_mV[(int) step & 1];
        for (int i = 0; i < end.length; i++) {
            to[end[i]] = v_mV.get(node[i]);
        }
    }

    /** Currents of a step and their slopes. */
    void inject(Numbers v_mV, long step, Numbers rhs, Numbers diagonal) {
        double[] from = voltage_mV[(int) step & 1];
        for (int i = 0; i < end.length; i++) {
            int at = node[i];
            double outward = density_S_per_cm2[i] * (v_mV.get(at) - from[end[i] ^ 1]);
            rhs.set(at, rhs.get(at) - outward);
            diagonal.set(at, diagonal.get(at) + density_S_per_cm2[i]);
        }
    }
}
