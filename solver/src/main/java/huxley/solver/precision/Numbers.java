package huxley.solver.precision;

import java.util.Arrays;

/**
 * Numbers in a row, in one of two precisions: kernels and cable solvers work on the array that holds them, everything else
 * goes through {@link #get} and {@link #set}.
 *
 * @param doubles empty in single precision
 * @param floats empty in double precision
 */
public record Numbers(Precision precision, double[] doubles, float[] floats) {
    private static final double[] NO_DOUBLES = {};
    private static final float[] NO_FLOATS = {};

    /** As many zeros. */
    public static Numbers of(Precision precision, int length) {
        return precision == Precision.DOUBLE
                ? of(new double[length])
                : new Numbers(precision, NO_DOUBLES, new float[length]);
    }

    /** The array itself, not a copy. */
    public static Numbers of(double... doubles) {
        return new Numbers(Precision.DOUBLE, doubles, NO_FLOATS);
    }

    public int length() {
        return precision == Precision.DOUBLE ? doubles.length : floats.length;
    }

    public double get(int index) {
        return precision == Precision.DOUBLE ? doubles[index] : floats[index];
    }

    /** Rounds to the precision kept. */
    public void set(int index, double value) {
        if (precision == Precision.DOUBLE) {
            doubles[index] = value;
        } else {
            floats[index] = (float) value;
        }
    }

    public void fill(double value) {
        fill(0, length(), value);
    }

    public void fill(int from, int to, double value) {
        if (precision == Precision.DOUBLE) {
            Arrays.fill(doubles, from, to, value);
        } else {
            Arrays.fill(floats, from, to, (float) value);
        }
    }
}
