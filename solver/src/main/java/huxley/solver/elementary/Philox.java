package huxley.solver.elementary;

import huxley.solver.program.Instruction.Draw.Distribution;

/**
 * Random numbers without a hidden state: word number {@code position} of a stream is a function of the stream's identity,
 * so it does not matter who draws it, or when. Philox4x32-10 (Salmon et al., SC11, doi:10.1145/2063384.2063405), laid out as
 * NEURON does: counter words (position / 4, id3, id1, id2), key (seed, 0); uniform numbers are (word + 1) / (2^32 + 1).
 */
public final class Philox {
    private static final long MULTIPLIER_0 = 0xD2511F53L;
    private static final long MULTIPLIER_1 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final int ROUNDS = 10;
    private static final long WORD = 0xFFFFFFFFL;
    private static final double UNIT = 1.0 / 4294967297.0;
    /** Means above this are split, since exp(-mean) must not vanish. */
    private static final double LARGEST_POISSON_MEAN = 500;

    private Philox() {
    }

    /** One word of the block of four that belongs to a counter and a key. */
    public static int word(int which, int counter0, int counter1, int counter2, int counter3, int key0, int key1) {
        int c0 = counter0;
        int c1 = counter1;
        int c2 = counter2;
        int c3 = counter3;
        int k0 = key0;
        int k1 = key1;
        for (int round = 0; round < ROUNDS; round++) {
            long p0 = MULTIPLIER_0 * (c0 & WORD);
            long p1 = MULTIPLIER_1 * (c2 & WORD);
            c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
            c1 = (int) p1;
            c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
            c3 = (int) p0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        return switch (which) {
        case 0 -> c0;
        case 1 -> c1;
        case 2 -> c2;
        default -> c3;
        };
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
        return word((int) (position & 3), (int) (position >>> 2), purpose, (int) identity, (int) (identity >>> 32),
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
