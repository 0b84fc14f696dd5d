package huxley.solver.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One number per connection, kept exactly in little memory: a constant takes nothing, few distinct values 1 or 2 bytes
 * each, numbers of single precision 4, any others 8.
 */
public final class Column {
    private static final int MOST_DISTINCT = 1 << Short.SIZE;
    private static final int FEW_DISTINCT = 1 << Byte.SIZE;
    private static final double[] NOTHING = new double[0];

    private enum Storage {
        CONSTANT,
        BYTES,
        SHORTS,
        FLOATS,
        DOUBLES
    }

    private final Storage storage;
    private final double constant;
    private final byte[] bytes;
    private final short[] shorts;
    private final float[] floats;
    /** All values, or the distinct ones. */
    private final double[] doubles;

    private Column(Storage storage, double constant, byte[] bytes, short[] shorts, float[] floats, double[] doubles) {
        this.storage = storage;
        this.constant = constant;
        this.bytes = bytes;
        this.shorts = shorts;
        this.floats = floats;
        this.doubles = doubles;
    }

    private static Column of(Storage storage, byte[] bytes, short[] shorts, float[] floats, double[] doubles) {
        return new Column(storage, 0, bytes, shorts, floats, doubles);
    }

    /** A column whose values never change. */
    public static Column constant(double value) {
        return new Column(Storage.CONSTANT, value, new byte[0], new short[0], new float[0], NOTHING);
    }

    /** The first {@code count} values, as they stay. */
    public static Column fixed(double[] values, int count) {
        boolean alike = true;
        boolean single = true;
        for (int i = 0; i < count; i++) {
            alike &= same(values[i], values[0]);
            single &= same((float) values[i], values[i]);
        }
        if (alike) {
            return constant(count == 0 ? 0 : values[0]);
        }
        Column coded = new Dictionary(count).code(values, count);
        if (coded != null && !(single && coded.bytes() > (long) count * Float.BYTES)) {
            return coded;
        }
        if (!single) {
            return changing(values, count);
        }
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = (float) values[i];
        }
        return of(Storage.FLOATS, new byte[0], new short[0], floats, NOTHING);
    }

    /** The first {@code count} values to start with; {@link #set} is allowed. */
    public static Column changing(double[] values, int count) {
        return of(Storage.DOUBLES, new byte[0], new short[0], new float[0], Arrays.copyOf(values, count));
    }

    private static boolean same(double a, double b) {
        return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
    }

    public double get(int i) {
        return switch (storage) {
        case CONSTANT -> constant;
        case BYTES -> doubles[bytes[i] & 0xff];
        case SHORTS -> doubles[shorts[i] & 0xffff];
        case FLOATS -> floats[i];
        case DOUBLES -> doubles[i];
        };
    }

    /** Whether two values are the same. */
    boolean same(int i, int j) {
        return switch (storage) {
        case CONSTANT -> true;
        case BYTES -> bytes[i] == bytes[j];
        case SHORTS -> shorts[i] == shorts[j];
        case FLOATS -> floats[i] == floats[j];
        case DOUBLES -> doubles[i] == doubles[j];
        };
    }

    /** Only where values may change. */
    public void set(int i, double value) {
        doubles[i] = value;
    }

    public boolean isConstant() {
        return storage == Storage.CONSTANT;
    }

    /** Memory taken. */
    public long bytes() {
        return bytes.length + (long) Short.BYTES * shorts.length + (long) Float.BYTES * floats.length
                + (long) Double.BYTES * doubles.length;
    }

    /** Numbers distinct values in the order in which they appear; gives up where that would save nothing. */
    private static final class Dictionary {
        private final int limit;
        private final int mask;
        private final int[] number;
        private double[] distinct = new double[16];
        private int size;

        Dictionary(int count) {
            limit = Math.min(MOST_DISTINCT, count / 2 + 1);
            int capacity = Integer.highestOneBit(limit) << 2;
            mask = capacity - 1;
            number = new int[capacity];
        }

        /** Null if there are too many distinct values. */
        @Nullable
        Column code(double[] values, int count) {
            short[] shorts = new short[count];
            for (int i = 0; i < count; i++) {
                int n = numberOf(values[i]);
                if (n < 0) {
                    return null;
                }
                shorts[i] = (short) n;
            }
            double[] exact = Arrays.copyOf(distinct, size);
            if (size > FEW_DISTINCT) {
                return of(Storage.SHORTS, new byte[0], shorts, new float[0], exact);
            }
            byte[] bytes = new byte[count];
            for (int i = 0; i < count; i++) {
                bytes[i] = (byte) shorts[i];
            }
            return of(Storage.BYTES, bytes, new short[0], new float[0], exact);
        }

        private int numberOf(double value) {
            long hash = Double.doubleToRawLongBits(value) * 0x9E3779B97F4A7C15L;
            int at = (int) (hash >>> 40) & mask;
            while (number[at] != 0) {
                if (same(distinct[number[at] - 1], value)) {
                    return number[at] - 1;
                }
                at = (at + 1) & mask;
            }
            if (size == limit) {
                return -1;
            }
            if (size == distinct.length) {
                distinct = Arrays.copyOf(distinct, 2 * size);
            }
            distinct[size++] = value;
            number[at] = size;
            return size - 1;
        }
    }
}
