package huxley.io.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Divides a number by shares: each gets its part rounded down, and the largest remainders one more. */
final class Shares {
    private Shares() {
    }

    /** @param share [part] relative to the others, none negative, one above 0 */
    static int[] divide(int total, double[] share) {
        double sum = Arrays.stream(share).sum();
        int[] part = new int[share.length];
        Arrays.setAll(part, i -> (int) Math.floor(total * share[i] / sum));
        int left = total - Arrays.stream(part).sum();
        IntStream.range(0, share.length).boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> part[i] - total * share[i] / sum)).limit(left)
                .forEach(i -> part[i]++);
        return part;
    }
}
