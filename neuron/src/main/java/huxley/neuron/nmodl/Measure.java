package huxley.neuron.nmodl;

import huxley.neuron.units.Dimension;
import huxley.neuron.units.Unit;

/** What is known about the unit of an expression. */
sealed interface Measure {
    /** Nothing is known: a variable without unit, or UNITSOFF. */
    record Unknown() implements Measure {
    }

    /** A plain number: it takes on the unit of what it is added to or assigned to. */
    record Plain() implements Measure {
    }

    /** Measured in {@code unit}. */
    record In(Unit unit) implements Measure {
        boolean isDimensionless() {
            return unit.dimension().equals(Dimension.NONE);
        }
    }

    Measure UNKNOWN = new Unknown();
    Measure PLAIN = new Plain();

    /** The unit of a product (power 1) or quotient (power -1). */
    static Measure product(Measure left, Measure right, int power) {
        if (left instanceof Unknown || right instanceof Unknown) {
            return UNKNOWN;
        }
        if (right instanceof Plain) {
            return left;
        }
        Unit factor = left instanceof In(Unit unit) ? unit : Unit.ONE;
        return right instanceof In(Unit unit) ? new In(factor.times(unit, power)) : left;
    }

    /** The unit of {@code base} to a whole power. */
    static Measure power(Measure base, int power) {
        return base instanceof In(Unit unit) ? new In(Unit.ONE.times(unit, power)) : base;
    }

    /** The unit of a sum of two that fit each other. */
    static Measure sum(Measure left, Measure right) {
        return left instanceof In
                ? left
                : right instanceof In
                        ? right
                        : left instanceof Unknown || right instanceof Unknown ? UNKNOWN : PLAIN;
    }
}
