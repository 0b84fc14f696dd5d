package huxley.neuron.random;

/** Keeps the draws for one purpose apart from all others: a Philox key made of a seed and names. */
public record RandomKey(int key0, int key1) {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** The key of a purpose, such as {@code weight}, of a named thing. */
    public static RandomKey of(long seed, String name, String purpose) {
        long hash = mixed(added(added(FNV_OFFSET, name) * FNV_PRIME, purpose) ^ mixed(seed));
        return new RandomKey((int) hash, (int) (hash >>> 32));
    }

    private static long added(long hash, String text) {
        long sum = hash;
        for (int i = 0; i < text.length(); i++) {
            sum = (sum ^ text.charAt(i)) * FNV_PRIME;
        }
        return sum;
    }

    /** The finaliser of SplitMix64 (Steele et al., OOPSLA 2014, doi:10.1145/2660193.2660195). */
    private static long mixed(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    public RandomStream stream() {
        return new RandomStream(this);
    }
}
