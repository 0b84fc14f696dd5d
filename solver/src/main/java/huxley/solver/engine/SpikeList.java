package huxley.solver.engine;

import java.util.Arrays;

/** Ids with times, in order of insertion unless sorted. */
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

    void addAll(SpikeList others) {
        for (int i = 0; i < others.size; i++) {
            add(others.id[i], others.time_ms[i]);
        }
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

    int[] ids() {
        return Arrays.copyOf(id, size);
    }

    double[] times_ms() {
        return Arrays.copyOf(time_ms, size);
    }

    /** By time, then by id. */
    void sort() {
        double[] times = times_ms();
        Arrays.sort(times);
        long[] key = new long[size];
        for (int i = 0; i < size; i++) {
            key[i] = (long) Arrays.binarySearch(times, time_ms[i]) << Integer.SIZE | id[i];
        }
        Arrays.sort(key);
        for (int i = 0; i < size; i++) {
            time_ms[i] = times[(int) (key[i] >>> Integer.SIZE)];
            id[i] = (int) key[i];
        }
    }

    void clear() {
        size = 0;
    }
}
