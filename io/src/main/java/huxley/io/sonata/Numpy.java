package huxley.io.sonata;

/**
 * The random numbers of {@code numpy.random.RandomState(seed)}: the Mersenne Twister MT19937 (Matsumoto and Nishimura, ACM
 * Transactions on Modeling and Computer Simulation 8:3-30, 1998), and its choice by weights. BMTK draws the places of
 * synapses from one such stream a cell, so that drawing alike reproduces the circuits it simulates.
 */
final class Numpy {
    private static final int N = 624;
    private static final int M = 397;
    private static final int MATRIX = 0x9908b0df;

    private final int[] state = new int[N];
    private int next = N;

    Numpy(int seed) {
        state[0] = seed;
        for (int i = 1; i < N; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ state[i - 1] >>> 30) + i;
        }
    }

    /** A number from 0 to below 1, of 53 bits. */
    double uniform() {
        long high = word() >>> 5;
        long low = word() >>> 6;
        return (high * 67108864.0 + low) / 9007199254740992.0;
    }

    /**
     * Which of several is drawn.
     *
     * @param upTo [choice] sum of the probabilities up to and with this one, the last is 1
     */
    int choice(double[] upTo) {
        double drawn = uniform();
        int low = 0;
        int high = upTo.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (upTo[middle] <= drawn) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return Math.min(low, upTo.length - 1);
    }

    private int word() {
        if (next == N) {
            for (int i = 0; i < N; i++) {
                int y = state[i] & 0x80000000 | state[(i + 1) % N] & 0x7fffffff;
                state[i] = state[(i + M) % N] ^ y >>> 1 ^ ((y & 1) == 0 ? 0 : MATRIX);
            }
            next = 0;
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= y << 7 & 0x9d2c5680;
        y ^= y << 15 & 0xefc60000;
        return y ^ y >>> 18;
    }
}
