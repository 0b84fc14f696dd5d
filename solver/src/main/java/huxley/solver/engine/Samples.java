package huxley.solver.engine;

import huxley.synapse.Observer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers that are recorded at the same steps: a row for each sample, a column for each place that this rank knows. Samplers of
 * many groups fill their own columns of rows that {@link #reserve} has made; {@link #hand} gives complete rows away and uses them
 * again. Rank 0 gets the columns of all.
 */
final class Samples {
    /** Takes complete rows. */
    interface Receiver {
        /** @param row [sample][place], valid during the call */
        void take(double[] time_ms, double[][] row, Observer observer);
    }

    /** What is recorded in all, of which this rank knows some. */
    final int places;
    /** [column] place, ascending. */
    private final int[] place;
    /** Steps between samples. */
    final int stride;
    private final long end;
    private final Receiver receiver;
    private final List<Sampler> samplers = new ArrayList<>();
    /** Step of the first row. */
    private long first;
    private double[][] row = new double[0][];

    /**
     * @param place [column] place
     * @param first step of the first sample
     * @param end samples are taken before this step
     */
    Samples(int places, int[] place, int stride, long first, long end, Receiver receiver) {
        this.places = places;
        this.place = place;
        this.stride = stride;
        this.first = first;
        this.end = end;
        this.receiver = receiver;
    }

    /** Lets a group fill some columns. */
    Sampler sampler(Sampler.Reading[] readings) {
        Sampler sampler = new Sampler(this, readings);
        samplers.add(sampler);
        return sampler;
    }

    /** Leaves out what another run recorded, up to its last step. */
    void continueAfter(long lastStep) {
        if (lastStep >= first) {
            first += ((lastStep - first) / stride + 1) * stride;
        }
    }

    /** Step of a row; never reached where there is no more to record. */
    long step(int number) {
        long step = first + (long) number * stride;
        return step < end ? step : Long.MAX_VALUE;
    }

    double[] row(int number) {
        return row[number];
    }

    /** Makes room for all samples up to a step. */
    void reserve(long upTo) {
        long last = Math.min(upTo, end - 1);
        int rows = last < first ? 0 : (int) ((last - first) / stride + 1);
        if (rows > row.length) {
            int before = row.length;
            row = Arrays.copyOf(row, rows);
            for (int i = before; i < rows; i++) {
                row[i] = new double[place.length];
            }
        }
    }

    /** Rows that every group of this rank has filled; a very large number where none of them records. */
    int complete() {
        int least = Integer.MAX_VALUE;
        for (Sampler sampler : samplers) {
            least = Math.min(least, sampler.count());
        }
        return least;
    }

    /** Gives rows away that all ranks have complete; others are dropped. */
    void hand(int count, double dt_ms, Observer observer, Ranks ranks) {
        if (count == 0) {
            return;
        }
        double[][] rows = ranks.columns(Arrays.copyOf(row, count), place, places);
        if (ranks.isFirst()) {
            double[] time_ms = new double[count];
            for (int i = 0; i < count; i++) {
                time_ms[i] = step(i) * dt_ms;
            }
            receiver.take(time_ms, rows, observer);
        }
        first += (long) count * stride;
        samplers.forEach(Sampler::restart);
    }
}
