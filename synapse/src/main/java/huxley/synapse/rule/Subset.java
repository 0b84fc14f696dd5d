package huxley.synapse.rule;

import huxley.neuron.random.RandomStream;
import java.util.Arrays;

/** Draws {@code count} of {@code size} indices, ascending. */
final class Subset {
    private Subset() {
    }

    /** All different; any set of that size is equally likely. */
    static int[] distinct(int count, int size, RandomStream stream) {
        if (count > size / 2) {
            return others(distinctFew(size - count, size, stream), size);
        }
        return distinctFew(count, size, stream);
    }

    /** Draws what is missing, drops what came twice, until nothing is missing: every step treats all indices alike. */
    private static int[] distinctFew(int count, int size, RandomStream stream) {
        int[] drawn = new int[count];
        int found = 0;
        while (found < count) {
            for (int i = found; i < count; i++) {
                drawn[i] = stream.nextInt(size);
            }
            Arrays.sort(drawn);
            found = 1;
            for (int i = 1; i < count; i++) {
                if (drawn[i] != drawn[found - 1]) {
                    drawn[found++] = drawn[i];
                }
            }
        }
        return drawn;
    }

    private static int[] others(int[] left, int size) {
        int[] taken = new int[size - left.length];
        int out = 0;
        int skip = 0;
        for (int i = 0; i < size; i++) {
            if (skip < left.length && left[skip] == i) {
                skip++;
            } else {
                taken[out++] = i;
            }
        }
        return taken;
    }

    static int[] repeated(int count, int size, RandomStream stream) {
        int[] drawn = new int[count];
        for (int i = 0; i < count; i++) {
            drawn[i] = stream.nextInt(size);
        }
        Arrays.sort(drawn);
        return drawn;
    }
}
