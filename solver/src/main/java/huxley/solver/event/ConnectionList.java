package huxley.solver.event;

import java.util.Arrays;

/** Connections in the order in which a model gives them, to be sorted. Used again and again: it keeps its memory. */
public final class ConnectionList {
    private static final int DIGIT = 11;
    private static final int DIGITS = 1 << DIGIT;

    private int[] source = new int[64];
    private int[] target = new int[64];
    private double[] delay_ms = new double[64];
    /** [weight][connection] */
    private final double[][] weight;
    private int size;

    private int[] order = new int[64];
    private int[] scratch = new int[64];
    private double[] values = new double[64];
    private final int[] start = new int[DIGITS];
    private final DelayOrder byDelay = new DelayOrder();

    public ConnectionList(int weights) {
        weight = new double[weights][64];
    }

    public void clear() {
        size = 0;
    }

    public int size() {
        return size;
    }

    /** @param weights first of them; missing ones are 0 */
    public void add(int fromSource, int toTarget, double after_ms, double[] weights, int given) {
        if (size == source.length) {
            grow();
        }
        source[size] = fromSource;
        target[size] = toTarget;
        delay_ms[size] = after_ms;
        for (int w = 0; w < weight.length; w++) {
            weight[w][size] = w < given ? weights[w] : 0;
        }
        size++;
    }

    private void grow() {
        int n = 2 * size;
        source = Arrays.copyOf(source, n);
        target = Arrays.copyOf(target, n);
        delay_ms = Arrays.copyOf(delay_ms, n);
        for (int w = 0; w < weight.length; w++) {
            weight[w] = Arrays.copyOf(weight[w], n);
        }
    }

    public int source(int i) {
        return source[i];
    }

    public int target(int i) {
        return target[i];
    }

    public void setTarget(int i, int to) {
        target[i] = to;
    }

    /** @param changing [weight] whether the weights change during a run */
    public Connections sorted(boolean[] changing) {
        if (order.length < size) {
            order = new int[source.length];
            scratch = new int[source.length];
            values = new double[source.length];
        }
        sort();
        int sources = 0;
        int begin = 0;
        for (int i = 1; i <= size; i++) {
            if (i == size || source[order[i]] != source[order[begin]]) {
                byDelay.sort(order, begin, i, delay_ms);
                begin = i;
                sources++;
            }
        }
        int[] sortedTarget = new int[size];
        int[] distinct = new int[sources];
        int s = 0;
        for (int i = 0; i < size; i++) {
            int from = source[order[i]];
            if (i == 0 || from != source[order[i - 1]]) {
                distinct[s++] = from;
            }
            boolean last = i == size - 1 || source[order[i + 1]] != from;
            sortedTarget[i] = last ? ~target[order[i]] : target[order[i]];
        }
        Column[] weights = new Column[weight.length];
        for (int w = 0; w < weights.length; w++) {
            weights[w] = column(weight[w], changing[w]);
        }
        return new Connections(sortedTarget, column(delay_ms, false), weights, distinct);
    }

    private Column column(double[] unsorted, boolean changing) {
        for (int i = 0; i < size; i++) {
            values[i] = unsorted[order[i]];
        }
        return changing ? Column.changing(values, size) : Column.fixed(values, size);
    }

    /** Stable, by digits of the source. */
    private void sort() {
        int all = 0;
        boolean ascending = true;
        for (int i = 0; i < size; i++) {
            order[i] = i;
            all |= source[i];
            ascending &= i == 0 || source[i - 1] <= source[i];
        }
        for (int shift = 0; !ascending && shift < Integer.SIZE && all >>> shift != 0; shift += DIGIT) {
            Arrays.fill(start, 0);
            for (int i = 0; i < size; i++) {
                start[source[order[i]] >>> shift & DIGITS - 1]++;
            }
            int sum = 0;
            for (int digit = 0; digit < DIGITS; digit++) {
                int count = start[digit];
                start[digit] = sum;
                sum += count;
            }
            for (int i = 0; i < size; i++) {
                scratch[start[source[order[i]] >>> shift & DIGITS - 1]++] = order[i];
            }
            int[] sorted = scratch;
            scratch = order;
            order = sorted;
        }
    }
}
