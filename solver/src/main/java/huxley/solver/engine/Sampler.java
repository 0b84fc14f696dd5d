package huxley.solver.engine;

import huxley.solver.precision.Numbers;
import huxley.solver.precision.Precision;

/** Fills those columns of recorded samples that one group knows. */
final class Sampler {
    private final Samples samples;
    private final Reading[] readings;
    private int count;
    private long next;

    Sampler(Samples samples, Reading[] readings) {
        this.samples = samples;
        this.readings = readings;
        next = samples.step(0);
    }

    /** Takes a sample if one is due at the end of a step. */
    void sample(long step) {
        if (step == next) {
            double[] row = samples.row(count);
            for (Reading reading : readings) {
                reading.into(row);
            }
            next = samples.step(++count);
        }
    }

    /** Samples since the last {@link #restart}. */
    int count() {
        return count;
    }

    /** Begins with the first row again. */
    void restart() {
        count = 0;
        next = samples.step(0);
    }

    /** Computes some columns of a row. */
    sealed interface Reading {
        void into(double[] row);

        /** Numbers as they stand in memory: {@code index [i]} goes to column {@code place [i]}. */
        record Copy(Numbers from, int[] index, int[] place) implements Reading {
            @Override
            public void into(double[] row) {
                if (from.precision() == Precision.DOUBLE) {
                    double[] numbers = from.doubles();
                    for (int i = 0; i < index.length; i++) {
                        row[place[i]] = numbers[index[i]];
                    }
                } else {
                    float[] numbers = from.floats();
                    for (int i = 0; i < index.length; i++) {
                        row[place[i]] = numbers[index[i]];
                    }
                }
            }
        }

        /**
         * The potential that the membrane currents of a cell make at an electrode, mV.
         *
         * @param current_nA [node]
         * @param node [compartment that counts] ascending by compartment
         * @param transfer_MOhm [compartment that counts]
         */
        record Potential(double[] current_nA, int[] node, double[] transfer_MOhm, int place) implements Reading {
            @Override
            public void into(double[] row) {
                double sum = 0;
                for (int i = 0; i < node.length; i++) {
                    sum += transfer_MOhm[i] * current_nA[node[i]];
                }
                row[place] = sum;
            }
        }
    }
}
