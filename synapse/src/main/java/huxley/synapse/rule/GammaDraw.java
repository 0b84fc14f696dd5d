package huxley.synapse.rule;

import huxley.neuron.random.RandomStream;

/**
 * Draws from the gamma distribution of scale 1 by squeezing a normal variate [1]; a shape below 1 by a power of a uniform one.
 *
 * <p>[1] G. Marsaglia, W. W. Tsang, ACM Trans. Math. Softw. 26, 363 (2000), doi:10.1145/358407.358414
 */
final class GammaDraw {
    private GammaDraw() {
    }

    static double draw(double shape, RandomStream stream) {
        if (shape < 1) {
            return draw(shape + 1, stream) * StrictMath.pow(stream.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = stream.nextNormal();
            double root = 1 + c * x;
            if (root > 0) {
                double v = root * root * root;
                if (StrictMath.log(stream.nextDouble()) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
                    return d * v;
                }
            }
        }
    }
}
