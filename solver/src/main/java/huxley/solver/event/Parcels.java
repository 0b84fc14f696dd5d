package huxley.solver.event;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Arrivals at one group over connections that are not stored, so that each brings what its connection would say. All that
 * come in an epoch are known when it begins; they are sorted then: by time, longer delay, {@link SendingNumber}, source,
 * projection and as they were added, which is the order of stored connections as far as one target is concerned.
 */
public final class Parcels implements WeightTable {
    private static final int FEW = 24;

    private final int weights;
    private double[] time_ms = new double[16];
    private double[] delay_ms = new double[16];
    private int[] sending = new int[16];
    private int[] source = new int[16];
    private int[] projection = new int[16];
    private int[] target = new int[16];
    /** [parcel * weights + index] */
    private double[] weight;
    private int size;

    /** Parcels of this epoch in the order of delivery. */
    private int[] due = new int[16];
    private int[] scratch = new int[16];
    private int count;
    private int cursor;
    private boolean sorted = true;

    /** @param weights that each has */
    public Parcels(int weights) {
        this.weights = weights;
        weight = new double[16 * weights];
    }

    /** Forgets everything. */
    public void clear() {
        size = 0;
        count = 0;
        cursor = 0;
        sorted = true;
    }

    /**
     * Adds what arrives after {@link #open} was last called, or in the epoch that is about to begin.
     *
     * @param ofProjection its number in the circuit
     * @param toTarget as in {@link Connections}
     * @param given at least as many as a parcel has; from {@code first} on
     */
    public void add(double at_ms, double after_ms, int sendingNumber, int fromSource, int ofProjection, int toTarget,
            double[] given, int first) {
        if (size == time_ms.length) {
            grow();
        }
        time_ms[size] = at_ms;
        delay_ms[size] = after_ms;
        sending[size] = sendingNumber;
        source[size] = fromSource;
        projection[size] = ofProjection;
        target[size] = toTarget;
        System.arraycopy(given, first, weight, size * weights, weights);
        size++;
        sorted = false;
    }

    private void grow() {
        int n = 2 * size;
        time_ms = Arrays.copyOf(time_ms, n);
        delay_ms = Arrays.copyOf(delay_ms, n);
        sending = Arrays.copyOf(sending, n);
        source = Arrays.copyOf(source, n);
        projection = Arrays.copyOf(projection, n);
        target = Arrays.copyOf(target, n);
        weight = Arrays.copyOf(weight, n * weights);
    }

    /** An epoch begins, which ends at {@code until_ms}; what has been taken is forgotten. */
    public void open(double until_ms) {
        if (sorted && cursor == count && size == count) {
            clear();
            return;
        }
        forgetTaken();
        count = 0;
        cursor = 0;
        if (due.length < size) {
            due = new int[time_ms.length];
            scratch = new int[time_ms.length];
        }
        for (int i = 0; i < size; i++) {
            if (time_ms[i] <= until_ms) {
                due[count++] = i;
            }
        }
        sort();
        sorted = true;
    }

    private void forgetTaken() {
        for (int i = 0; i < cursor; i++) {
            target[due[i]] = -1;
        }
        int left = 0;
        for (int i = 0; i < size; i++) {
            if (target[i] >= 0) {
                time_ms[left] = time_ms[i];
                delay_ms[left] = delay_ms[i];
                sending[left] = sending[i];
                source[left] = source[i];
                projection[left] = projection[i];
                target[left] = target[i];
                System.arraycopy(weight, i * weights, weight, left * weights, weights);
                left++;
            }
        }
        size = left;
    }

    /** Those that have not been taken, as they were added. */
    public int[] waiting() {
        BitSet taken = new BitSet();
        for (int i = 0; i < cursor; i++) {
            taken.set(due[i]);
        }
        return IntStream.range(0, size).filter(i -> !taken.get(i)).toArray();
    }

    public double time_ms(int parcel) {
        return time_ms[parcel];
    }

    public double delay_ms(int parcel) {
        return delay_ms[parcel];
    }

    /** {@link SendingNumber} */
    public int sendingNumber(int parcel) {
        return sending[parcel];
    }

    public int source(int parcel) {
        return source[parcel];
    }

    public int projection(int parcel) {
        return projection[parcel];
    }

    public int target(int parcel) {
        return target[parcel];
    }

    /** Arrival of the next parcel of this epoch, infinite when there is none. */
    public double next_ms() {
        return cursor < count ? time_ms[due[cursor]] : Double.POSITIVE_INFINITY;
    }

    /** The next parcel, an entry of this table. */
    public int next() {
        return due[cursor];
    }

    /** Whether an arrival at the same instant over a stored connection goes first: of one source it does. */
    public boolean yieldsTo(double otherDelay_ms, int otherNumber, int otherSource) {
        int next = due[cursor];
        if (otherDelay_ms != delay_ms[next]) {
            return otherDelay_ms > delay_ms[next];
        }
        int order = SendingNumber.compare(otherNumber, sending[next]);
        return order != 0 ? order < 0 : otherSource <= source[next];
    }

    /** Takes the next parcel. */
    public void take() {
        cursor++;
    }

    @Override
    public double weight(int parcel, int index) {
        return weight[parcel * weights + index];
    }

    /** Memory taken. */
    public long bytes() {
        return 2L * Double.BYTES * time_ms.length + 4L * Integer.BYTES * time_ms.length
                + (long) Double.BYTES * weight.length + 2L * Integer.BYTES * due.length;
    }

    private boolean isBefore(int a, int b) {
        if (time_ms[a] != time_ms[b]) {
            return time_ms[a] < time_ms[b];
        }
        if (delay_ms[a] != delay_ms[b]) {
            return delay_ms[a] > delay_ms[b];
        }
        int order = SendingNumber.compare(sending[a], sending[b]);
        if (order != 0) {
            return order < 0;
        }
        if (source[a] != source[b]) {
            return source[a] < source[b];
        }
        return projection[a] != projection[b] ? projection[a] < projection[b] : a < b;
    }

    /** By insertion in pieces, which are then merged. */
    private void sort() {
        for (int from = 0; from < count; from += FEW) {
            int to = Math.min(count, from + FEW);
            for (int i = from + 1; i < to; i++) {
                int moved = due[i];
                int at = i;
                while (at > from && isBefore(moved, due[at - 1])) {
                    due[at] = due[at - 1];
                    at--;
                }
                due[at] = moved;
            }
        }
        for (int width = FEW; width < count; width *= 2) {
            for (int from = 0; from < count; from += 2 * width) {
                merge(from, Math.min(count, from + width), Math.min(count, from + 2 * width));
            }
            int[] merged = scratch;
            scratch = due;
            due = merged;
        }
    }

    private void merge(int from, int middle, int to) {
        int a = from;
        int b = middle;
        for (int i = from; i < to; i++) {
            boolean second = a == middle || b < to && isBefore(due[b], due[a]);
            scratch[i] = due[second ? b++ : a++];
        }
    }
}
