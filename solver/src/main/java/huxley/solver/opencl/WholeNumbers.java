package huxley.solver.opencl;

import java.util.Arrays;

/** Whole numbers that are gathered to be copied to a device. */
final class WholeNumbers {
    private int[] numbers = new int[1024];
    private int size;

    int size() {
        return size;
    }

    int[] numbers() {
        return numbers;
    }

    /** @return where they begin */
    int add(int... more) {
        int first = size;
        int end = Math.addExact(size, more.length);
        if (end > numbers.length) {
            numbers = Arrays.copyOf(numbers, (int) Math.max(end, Math.min(2L * numbers.length, Integer.MAX_VALUE - 8)));
        }
        System.arraycopy(more, 0, numbers, first, more.length);
        size = end;
        return first;
    }

    void clear() {
        size = 0;
    }
}
