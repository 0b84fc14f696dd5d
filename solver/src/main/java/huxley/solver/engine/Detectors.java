package huxley.solver.engine;

import huxley.solver.precision.Numbers;

/**
 * Watches membrane potentials of one group for spikes.
 *
 * @param node [detector] where it watches; {@code gid} is also the source of the spike
 * @param above [detector] whether the potential was above the threshold when last looked at
 */
record Detectors(Numbers v_mV, int[] node, int[] gid, double[] threshold_mV, boolean[] above) {
    Detectors(Numbers v_mV, int[] node, int[] gid, double[] threshold_mV) {
        this(v_mV, node, gid, threshold_mV, new boolean[node.length]);
    }

    /** Where membranes are now, without a spike for it. */
    void start() {
        for (int i = 0; i < node.length; i++) {
            above[i] = v_mV.get(node[i]) > threshold_mV[i];
        }
    }

    /** Tells of every membrane that went above its threshold since the last look. */
    void check(GroupEvents events, double t_ms) {
        for (int i = 0; i < node.length; i++) {
            boolean now = v_mV.get(node[i]) > threshold_mV[i];
            if (now && !above[i]) {
                events.spike(gid[i], t_ms);
            }
            above[i] = now;
        }
    }
}
