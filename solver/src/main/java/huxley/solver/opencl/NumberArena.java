package huxley.solver.opencl;

import huxley.solver.precision.Numbers;
import huxley.solver.precision.Precision;
import java.util.ArrayList;
import java.util.List;

/** Memory of a device for many arrays of one precision, one after the other. */
final class NumberArena {
    /** Arrays begin at multiples of this many numbers, so that vectors do not cross lines of a cache. */
    private static final int ALIGNMENT = 16;
    /** Numbers that are copied at once. */
    private static final int STAGE = 1 << 18;

    private final Precision precision;
    private final DeviceSession session;
    private final List<Numbers> arrays = new ArrayList<>();
    private final List<Long> offsets = new ArrayList<>();
    private final List<Boolean> returning = new ArrayList<>();
    private long size;

    NumberArena(Precision precision, DeviceSession session) {
        this.precision = precision;
        this.session = session;
    }

    /**
     * Makes room for an array.
     *
     * @param returns whether it may change and is to be copied back
     * @return where it begins
     */
    long place(Numbers array, boolean returns) {
        arrays.add(array);
        returning.add(returns);
        long offset = reserve(array.length());
        offsets.add(offset);
        return offset;
    }

    /** Makes room for numbers that are not copied. @return where they begin */
    long reserve(int length) {
        long offset = size;
        size += (length + ALIGNMENT - 1) / ALIGNMENT * (long) ALIGNMENT;
        return offset;
    }

    long bytes() {
        return size * bytesOfOne();
    }

    private int bytesOfOne() {
        return precision == Precision.DOUBLE ? Double.BYTES : Float.BYTES;
    }

    /** Copies all arrays to the device. */
    void write(DeviceBuffer to) {
        Numbers stage = Numbers.of(precision, (int) Math.min(STAGE, size));
        long begin = 0;
        int filled = 0;
        for (int a = 0; a < arrays.size(); a++) {
            Numbers array = arrays.get(a);
            for (int done = 0; done < array.length();) {
                long at = offsets.get(a) + done;
                if (at - begin >= stage.length()) {
                    write(to, begin, stage, filled);
                    begin = at;
                }
                int n = Math.min(array.length() - done, (int) (begin + stage.length() - at));
                copy(array, done, stage, (int) (at - begin), n);
                filled = (int) (at - begin) + n;
                done += n;
            }
        }
        write(to, begin, stage, filled);
    }

    /** Copies the arrays that may have changed back. */
    void read(DeviceBuffer from) {
        Numbers stage = Numbers.of(precision, (int) Math.min(STAGE, size));
        long begin = 0;
        long end = 0;
        for (int a = 0; a < arrays.size(); a++) {
            Numbers array = arrays.get(a);
            for (int done = 0; returning.get(a) && done < array.length();) {
                long at = offsets.get(a) + done;
                if (at >= end) {
                    begin = at;
                    end = Math.min(size, begin + stage.length());
                    read(from, begin, stage, (int) (end - begin));
                }
                int n = Math.min(array.length() - done, (int) (end - at));
                copy(stage, (int) (at - begin), array, done, n);
                done += n;
            }
        }
    }

    private void write(DeviceBuffer to, long begin, Numbers stage, int n) {
        switch (precision) {
        case DOUBLE -> session.write(to, begin * Double.BYTES, stage.doubles(), 0, n);
        case SINGLE -> session.write(to, begin * Float.BYTES, stage.floats(), 0, n);
        }
    }

    private void read(DeviceBuffer from, long begin, Numbers stage, int n) {
        switch (precision) {
        case DOUBLE -> session.read(from, begin * Double.BYTES, stage.doubles(), 0, n);
        case SINGLE -> session.read(from, begin * Float.BYTES, stage.floats(), 0, n);
        }
    }

    private void copy(Numbers from, int at, Numbers to, int toAt, int n) {
        switch (precision) {
        case DOUBLE -> System.arraycopy(from.doubles(), at, to.doubles(), toAt, n);
        case SINGLE -> System.arraycopy(from.floats(), at, to.floats(), toAt, n);
        }
    }
}
