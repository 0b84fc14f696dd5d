package huxley.synapse.rule;

import huxley.neuron.random.RandomStream;
import java.util.Arrays;

/** A weight, a delay or a parameter that every connection gets for itself. Immutable. */
public sealed interface Value {
    /**
     * The value of a connection.
     *
     * @param stream numbers that belong to this connection and this value alone
     */
    double of(Contact contact, RandomStream stream);

    /** No value is below this, as far as that is known without drawing any. */
    default double least() {
        return switch (this) {
        case Constant(double value) -> value;
        case Computed _ -> Double.NEGATIVE_INFINITY;
        case Column(double[] values) -> Arrays.stream(values).min().orElse(Double.NEGATIVE_INFINITY);
        case Normal normal -> normal.minimum();
        case LogNormal _,Exponential _,Gamma _,Binomial _,Poisson _ -> 0;
        case Uniform uniform -> uniform.from().least();
        case Clamped clamped -> Math.max(clamped.minimum(), clamped.value().least());
        };
    }

    /** The same for all. */
    record Constant(double value) implements Value {
        @Override
        public double of(Contact contact, RandomStream stream) {
            return value;
        }
    }

    /** Computed from what the connection is, such as its distance. */
    record Computed(Expression expression) implements Value {
        @Override
        public double of(Contact contact, RandomStream stream) {
            return expression.of(contact);
        }
    }

    /** A pure function of a connection. */
    @FunctionalInterface
    interface Expression {
        double of(Contact contact);
    }

    /** Taken from a column of the list that the connection stands in. */
    record Column(double[] values) implements Value {
        @Override
        public double of(Contact contact, RandomStream stream) {
            return values[contact.row()];
        }
    }

    /** Normal, cut off below {@code minimum} and above {@code maximum} (infinite if not), where it is renormalised. */
    record Normal(Value mean, Value deviation, double minimum, double maximum) implements Value {
        @Override
        public double of(Contact contact, RandomStream stream) {
            double center = mean.of(contact, stream);
            double width = deviation.of(contact, stream);
            if (width == 0) {
                return Math.clamp(center, minimum, maximum);
            }
            double low = (minimum - center) / width;
            double high = (maximum - center) / width;
            return Math.clamp(center + width * TruncatedNormal.draw(low, high, stream), minimum, maximum);
        }
    }

    /** Lognormal; {@code mean} and {@code deviation} are those of the value itself, not of its logarithm. */
    record LogNormal(Value mean, Value deviation) implements Value {
        @Override
        public double of(Contact contact, RandomStream stream) {
            double center = mean.of(contact, stream);
            double ratio = deviation.of(contact, stream) / center;
            double variance = StrictMath.log1p(ratio * ratio);
            double exponent = Math.sqrt(variance) * stream.nextNormal() - 0.5 * variance;
            return center * StrictMath.exp(exponent);
        }
    }

    /** Uniform between two values. */
    record Uniform(Value from, Value to) implements Value {
        @Override
        public double of(Contact contact, RandomStream stream) {
            double low = from.of(contact, stream);
            return low + (to.of(contact, stream) - low) * stream.nextDouble();
        }
    }

    /** Exponential. */
    record Exponential(Value mean) implements Value {
        @Override
        public double of(Contact contact, RandomStream stream) {
            return mean.of(contact, stream) * stream.nextExponential();
        }
    }

    /** Gamma; shape (mean / deviation)^2, scale deviation^2 / mean. */
    record Gamma(Value mean, Value deviation) implements Value {
        @Override
        public double of(Contact contact, RandomStream stream) {
            double center = mean.of(contact, stream);
            double width = deviation.of(contact, stream);
            return width == 0
                    ? center
                    : width * width / center * GammaDraw.draw(center * center / (width * width), stream);
        }
    }

    /** A whole number: binomial, of {@code trials} each with {@code probability}. */
    record Binomial(int trials, double probability) implements Value {
        @Override
        public double of(Contact contact, RandomStream stream) {
            return Skips.count(trials, probability, stream);
        }
    }

    /** A whole number: Poisson. */
    record Poisson(Value mean) implements Value {
        @Override
        public double of(Contact contact, RandomStream stream) {
            double left = mean.of(contact, stream);
            int events = -1;
            while (left >= 0) {
                left -= stream.nextExponential();
                events++;
            }
            return Math.max(0, events);
        }
    }

    /** No less than {@code minimum} and no more than {@code maximum}. */
    record Clamped(Value value, double minimum, double maximum) implements Value {
        @Override
        public double of(Contact contact, RandomStream stream) {
            return Math.clamp(value.of(contact, stream), minimum, maximum);
        }
    }
}
