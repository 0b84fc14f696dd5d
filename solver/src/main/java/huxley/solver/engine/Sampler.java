package huxley.solver.engine;

import java.util.Arrays;

/** Samples of the probes of one group that share an interval, kept until they are taken. */
final class Sampler {
    /** Steps between samples. */
    final int stride;
    /** [probe] indices into the circuit's probes. */
    final int[] probes;
    private final Slot[] slots;
    /** [probe][sample] */
    private final double[][] values;
    private int count;

    Sampler(int stride, int[] probes, Slot[] slots) {
        this.stride = stride;
        this.probes = probes;
        this.slots = slots;
        values = new double[probes.length][64];
    }

    void sample(long step) {
        if (step % stride == 0) {
            if (count == values[0].length) {
                for (int p = 0; p < values.length; p++) {
                    values[p] = Arrays.copyOf(values[p], 2 * count);
                }
            }
            for (int p = 0; p < slots.length; p++) {
                values[p][count] = slots[p].get();
            }
            count++;
        }
    }

    int count() {
        return count;
    }

    /** The first {@code n} samples of a probe. */
    double[] take(int probe, int n) {
        return Arrays.copyOf(values[probe], n);
    }

    void clear() {
        count = 0;
    }
}
