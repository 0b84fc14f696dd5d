package huxley.solver.elementary;

import huxley.neuron.random.Philox;
import huxley.solver.program.Instruction.Draw.Distribution;

/**
 * Draws of mechanisms, without a hidden state: word number {@code position} of a stream is a function of the stream's identity,
 * so it does not matter who draws it, or when. Words come from {@link Philox}, laid out as NEURON does: counter words (position / 4, id3, id1, id2), key (seed, 0); uniform numbers are (word + 1) / (2^32 + 1).
 */
public final class MechanismDraws {
    private static final long WORD = 0xFFFFFFFFL;
    private static final double UNIT = 1.0 / 4294967297.0;
    /** Means above this are split, since exp(-mean) must not vanish. */
    private static final double LARGEST_POISSON_MEAN = 500;

    private MechanismDraws() {
    }

    /**
     * Draws from the stream whose position is {@code positions[index]} and moves the position on by the words used.
     *
     * @param identity of the instance: id1 in the low, id2 in the high 32 bits
     * @param purpose id3: which stream of the instance
     * @param a low end, mean
     * @param b high end, standard deviation
     */
    public static double draw(Distribution distribution, double[] positions, int index, long identity, int purpose,
            int seed, double a, double b) {
        return switch (distribution) {
        case UNIFORM -> a + (b - a) * uniform(positions, index, identity, purpose, seed);
        case NEGEXP -> -Elementary.log(uniform(positions, index, identity, purpose, seed)) * a;
        case NORMAL -> a + b * normal(positions, index, identity, purpose, seed);
        case IPICK -> next(positions, index, identity, purpose, seed);
        case POISSON -> poisson(positions, index, identity, purpose, seed, a);
        };
    }

    /** The next word, 0 to 2^32 - 1. */
    private static long next(double[] positions, int index, long identity, int purpose, int seed) {
        long position = (long) positions[index];
        positions[index] = position + 1.0;
        return Philox.word((int) (position & 3), (int) (position >>> 2), purpose, (int) identity,
                (int) (identity >>> 32),
                seed,
                0) & WORD;
    }

    /** In (0, 1), both ends excluded. */
    private static double uniform(double[] positions, int index, long identity, int purpose, int seed) {
        return (next(positions, index, identity, purpose, seed) + 1.0) * UNIT;
    }

    /** Marsaglia's polar method, one of the pair dropped. */
    private static double normal(double[] positions, int index, long identity, int purpose, int seed) {
        double x;
        double square;
        do {
            x = 2 * uniform(positions, index, identity, purpose, seed) - 1;
            double y = 2 * uniform(positions, index, identity, purpose, seed) - 1;
            square = x * x + y * y;
        } while (square > 1);
        return x * Math.sqrt(-2 * Elementary.log(square) / square);
    }

    /** Counts how many uniform numbers it takes for their product to fall below exp(-mean) (Knuth). */
    private static double poisson(double[] positions, int index, long identity, int purpose, int seed, double mean) {
        double count = 0;
        double left = mean;
        while (left > 0) {
            double limit = Elementary.exp(-Math.min(left, LARGEST_POISSON_MEAN));
            double product = uniform(positions, index, identity, purpose, seed);
            while (product > limit) {
                count++;
                product *= uniform(positions, index, identity, purpose, seed);
            }
            left -= LARGEST_POISSON_MEAN;
        }
        return count;
    }
}
