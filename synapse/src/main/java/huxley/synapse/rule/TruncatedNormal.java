package huxley.synapse.rule;

import huxley.neuron.random.RandomStream;

/**
 * Draws from the normal distribution of mean 0 and variance 1 between two bounds by rejection, from a proposal that fits
 * the bounds [1].
 *
 * <p>[1] C. P. Robert, Stat. Comput. 5, 121 (1995), doi:10.1007/BF00143942
 */
final class TruncatedNormal {
    /** Beyond this the exponential proposal is accepted more often than the normal one. */
    private static final double TAIL = 0.5;
    /** Between bounds closer than this the uniform proposal is accepted often enough. */
    private static final double NARROW = 1.5;

    private TruncatedNormal() {
    }

    static double draw(double low, double high, RandomStream stream) {
        // over 1 / nearest bound the density of a tail falls by e
        if (high - low < NARROW && Math.max(low, -high) * (high - low) < NARROW) {
            return uniform(low, high, stream);
        }
        if (low > TAIL) {
            return tail(low, high, stream);
        }
        if (high < -TAIL) {
            return -tail(-high, -low, stream);
        }
        double z = stream.nextNormal();
        while (z < low || z > high) {
            z = stream.nextNormal();
        }
        return z;
    }

    private static double uniform(double low, double high, RandomStream stream) {
        double nearest = low > 0 ? low : Math.min(high, 0);
        while (true) {
            double z = low + (high - low) * stream.nextDouble();
            if (stream.nextDouble() <= StrictMath.exp(0.5 * (nearest * nearest - z * z))) {
                return z;
            }
        }
    }

    /** Between {@code low} > 0 and {@code high}: an exponential of the best rate. */
    private static double tail(double low, double high, RandomStream stream) {
        double rate = 0.5 * (low + Math.hypot(low, 2));
        if (Double.isInfinite(rate)) {
            return low;
        }
        while (true) {
            double z = low + stream.nextExponential() / rate;
            double off = z - rate;
            if (z <= high && stream.nextDouble() <= StrictMath.exp(-0.5 * off * off)) {
                return z;
            }
        }
    }
}
