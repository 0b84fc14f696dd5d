package huxley.neuron.random;

/**
 * Random numbers drawn one after the other, beginning wherever {@link #at} puts it: what is drawn depends on the key and
 * that place alone, never on what was drawn before. Elementary functions are those of {@code StrictMath}, the same on
 * every machine. Not thread-safe; make one where it is needed.
 */
public final class RandomStream {
    private static final double UNIT = 0x1p-52;

    private final RandomKey key;
    private final int[] words = new int[4];
    private int used = 4;
    private int block;
    private int first;
    private int second;
    private int third;

    RandomStream(RandomKey key) {
        this.key = key;
    }

    /** Goes to the beginning of the numbers that belong to a pair of indices, such as a cell and a connection onto it. */
    public RandomStream at(int firstIndex, int secondIndex) {
        return at(firstIndex, secondIndex, 0);
    }

    /** Likewise for three indices. */
    public RandomStream at(int firstIndex, int secondIndex, int thirdIndex) {
        first = firstIndex;
        second = secondIndex;
        third = thirdIndex;
        block = 0;
        used = 4;
        return this;
    }

    public int nextInt() {
        if (used == 4) {
            Philox.block(block++, first, second, third, key.key0(), key.key1(), words);
            used = 0;
        }
        return words[used++];
    }

    /** Uniform over 0 to {@code bound - 1}, without bias (Lemire 2019, doi:10.1145/3230636). */
    public int nextInt(int bound) {
        long product = (nextInt() & 0xFFFFFFFFL) * bound;
        if ((product & 0xFFFFFFFFL) < bound) {
            long unfair = (1L << 32) % bound;
            while ((product & 0xFFFFFFFFL) < unfair) {
                product = (nextInt() & 0xFFFFFFFFL) * bound;
            }
        }
        return (int) (product >>> 32);
    }

    /** Uniform over the open interval from 0 to 1. */
    public double nextDouble() {
        long bits = ((long) nextInt() << 32) | (nextInt() & 0xFFFFFFFFL);
        return ((bits >>> 12) + 0.5) * UNIT;
    }

    /** Normal with mean 0 and variance 1 (Box and Muller 1958, doi:10.1214/aoms/1177706645). */
    public double nextNormal() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * nextDouble());
    }

    /** Exponential with mean 1. */
    public double nextExponential() {
        return -StrictMath.log(nextDouble());
    }
}
