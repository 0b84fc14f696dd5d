package huxley.synapse.rule;

import huxley.neuron.random.RandomStream;

/**
 * Independent trials of one probability, of which only the successes cost: the failures before the next success are a
 * geometric number, drawn at once.
 */
final class Skips {
    private Skips() {
    }

    /** The first success at or after trial {@code from}; {@code trials} or more if there is none. */
    static int next(int from, int trials, double logOfFailure, RandomStream stream) {
        double skipped = Math.floor(StrictMath.log(stream.nextDouble()) / logOfFailure);
        return skipped < trials - from ? from + (int) skipped : trials;
    }

    /** Logarithm of the probability of a failure; -infinity if there are none. */
    static double logOfFailure(double probability) {
        return StrictMath.log1p(-probability);
    }

    /** How many of {@code trials} succeed. */
    static int count(int trials, double probability, RandomStream stream) {
        if (probability <= 0) {
            return 0;
        }
        double logOfFailure = logOfFailure(probability);
        int count = 0;
        for (int i = next(0, trials, logOfFailure, stream); i < trials; i = next(i + 1, trials, logOfFailure, stream)) {
            count++;
        }
        return count;
    }
}
