package huxley.solver.engine;

import java.util.Arrays;

/** Ids with times, in order of insertion. */
final class SpikeList {
    private int[] id = new int[16];
    private double[] time_ms = new double[16];
    private int size;

    void add(int who, double at_ms) {
        if (size == id.length) {
            id = Arrays.copyOf(id, 2 * size);
            time_ms = Arrays.copyOf(time_ms, 2 * size);
        }
        id[size] = who;
        time_ms[size++] = at_ms;
    }

    int size() {
        return size;
    }

    int id(int i) {
        return id[i];
    }

    double time_ms(int i) {
        return time_ms[i];
    }

    void clear() {
        size = 0;
    }
}
