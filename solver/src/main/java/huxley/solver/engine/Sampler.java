package huxley.solver.engine;

import huxley.solver.precision.Numbers;
import huxley.solver.precision.Precision;
import java.util.List;
import java.util.stream.Stream;

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

    /** The readings that copy numbers, in order. */
    List<Reading.Copy> copies() {
        return Stream.of(readings).filter(r -> r instanceof Reading.Copy).map(r -> (Reading.Copy) r).toList();
    }

    /** Numbers that are copied. */
    int size() {
        return copies().stream().mapToInt(c -> c.index().length).sum();
    }

    /** Whether it does more than copy numbers. */
    boolean computes() {
        return copies().size() < readings.length;
    }

    /** Step at whose end the next sample is due. */
    long next() {
        return next;
    }

    /** Steps between samples. */
    int stride() {
        return samples.stride;
    }

    /** Samples due up to the end of a step. */
    int due(long upTo) {
        int number = count;
        while (samples.step(number) <= upTo) {
            number++;
        }
        return number - count;
    }

    /** Takes a sample that somebody else has made: numbers in the order of {@link #copies}. */
    void take(double[] numbers) {
        double[] row = samples.row(count);
        int i = 0;
        for (Reading.Copy copy : copies()) {
            for (int place : copy.place) {
                row[place] = numbers[i++];
            }
        }
        next = samples.step(++count);
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
