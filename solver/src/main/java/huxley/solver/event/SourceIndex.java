package huxley.solver.event;

import java.util.Arrays;

/**
 * The sources of a sorted list of connections, numbered in ascending order, and where the connections of each begin: two bytes a
 * source and four for every 64 connections. The list itself marks the last connection of each source.
 */
final class SourceIndex {
    private static final int PAGE_BITS = Short.SIZE;
    private static final int STRIDE = 64;

    /** [connection] negative for the last one of its source */
    private final int[] target;
    /** [number] the low half of the source */
    private final short[] low;
    /** [high half of a source] sources with a lower one */
    private final int[] page;
    /** [connection / STRIDE] sources whose connections end before this one */
    private final int[] ended;

    /** @param source [number] ascending */
    SourceIndex(int[] target, int[] source) {
        this.target = target;
        low = new short[source.length];
        page = new int[source.length == 0 ? 1 : (source[source.length - 1] >>> PAGE_BITS) + 2];
        for (int i = 0; i < source.length; i++) {
            low[i] = (short) source[i];
            page[(source[i] >>> PAGE_BITS) + 1]++;
        }
        Arrays.parallelPrefix(page, Integer::sum);
        ended = new int[target.length / STRIDE + 1];
        int count = 0;
        for (int c = 0; c <= target.length; c++) {
            if (c % STRIDE == 0) {
                ended[c / STRIDE] = count;
            }
            count += c < target.length ? target[c] >>> Integer.SIZE - 1 : 0;
        }
    }

    int size() {
        return low.length;
    }

    int source(int number) {
        int p = lastAtMost(page, number);
        return p << PAGE_BITS | low[number] & 0xffff;
    }

    /** How many sources come before one. */
    int numberFrom(int source) {
        int p = source >>> PAGE_BITS;
        if (p >= page.length - 1) {
            return low.length;
        }
        int from = page[p];
        int to = page[p + 1];
        while (from < to) {
            int middle = (from + to) >>> 1;
            if ((low[middle] & 0xffff) < (source & 0xffff)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** Number of the source of a connection. */
    int numberOf(int connection) {
        int number = ended[connection / STRIDE];
        for (int c = connection / STRIDE * STRIDE; c < connection; c++) {
            number += target[c] >>> Integer.SIZE - 1;
        }
        return number;
    }

    /** First connection of a source; the end of the list for the number after the last. */
    int first(int number) {
        if (number == 0) {
            return 0;
        }
        int block = lastAtMost(ended, number - 1);
        int left = number - ended[block];
        int c = block * STRIDE;
        while (left > 0) {
            left -= target[c++] >>> Integer.SIZE - 1;
        }
        return c;
    }

    /** The last place of an ascending array, beginning with 0, that holds at most a value. */
    private static int lastAtMost(int[] ascending, int value) {
        int low = 0;
        int high = ascending.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (ascending[middle] <= value) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    long bytes() {
        return (long) Short.BYTES * low.length + (long) Integer.BYTES * (page.length + ended.length);
    }
}
