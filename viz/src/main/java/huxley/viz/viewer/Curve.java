package huxley.viz.viewer;

import java.util.Arrays;

/** A trace that grows. Beyond {@value #MOST} samples the older half is forgotten. */
final class Curve {
    private static final int MOST = 1 << 20;

    final String label;
    final String unit;
    private double[] time_ms = new double[1024];
    private float[] values = new float[1024];
    private int size;

    Curve(String label, String unit) {
        this.label = label;
        this.unit = unit;
    }

    int size() {
        return size;
    }

    double time_ms(int i) {
        return time_ms[i];
    }

    float value(int i) {
        return values[i];
    }

    void add(double at_ms, float value) {
        if (size == MOST) {
            size = MOST / 2;
            System.arraycopy(time_ms, MOST / 2, time_ms, 0, size);
            System.arraycopy(values, MOST / 2, values, 0, size);
        }
        if (size == values.length) {
            time_ms = Arrays.copyOf(time_ms, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        time_ms[size] = at_ms;
        values[size++] = value;
    }

    /** Index of the first sample at a time or later. */
    int from(double at_ms) {
        int found = Arrays.binarySearch(time_ms, 0, size, at_ms);
        return found >= 0 ? found : -found - 1;
    }

    void clear() {
        size = 0;
    }
}
