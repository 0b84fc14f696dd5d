package huxley.neuron.units;

/**
 * A unit of measure: {@code mantissa * 10^exponent} of the SI unit of {@code dimension}. The power of ten is kept apart
 * so that conversions between decimal multiples round once: {@code 150 pA} is exactly the double 0.15 in nA.
 *
 * <p>Temperatures are differences here (a degC is a K), as in NMODL; who reads an absolute temperature adds the offset.
 *
 * @param text as written
 */
public record Unit(String text, double mantissa, int exponent, Dimension dimension) {
    /** The unit of plain numbers. */
    public static final Unit ONE = new Unit("1", 1, 0, Dimension.NONE);

    /**
     * Reads a unit text such as {@code mA/cm2}, {@code ohm cm}, {@code /ms}, {@code S cm^-2} or {@code k-mole}; see
     * {@link UnitTable#parse}.
     *
     * @throws UnitException if it is not one
     */
    public static Unit parse(String text) {
        return UnitTable.standard().parse(text);
    }

    /** Whether both measure the same kind of thing. */
    public boolean measuresSameAs(Unit other) {
        return dimension.equals(other.dimension);
    }

    /** {@code value} of this unit, in {@code target}. */
    public double convert(double value, Unit target) {
        if (!measuresSameAs(target)) {
            throw new IllegalArgumentException(text + " is not convertible to " + target.text + "; please report");
        }
        double scaled = mantissa == target.mantissa ? value : value * (mantissa / target.mantissa);
        return timesPowerOfTen(scaled, exponent - target.exponent);
    }

    /** How many of {@code target} one of this unit is. */
    public double factorTo(Unit target) {
        return convert(1, target);
    }

    /** This unit times {@code other} to the power {@code power}. */
    public Unit times(Unit other, int power) {
        double product = mantissa * Math.pow(other.mantissa, power);
        return new Unit(text, product, exponent + power * other.exponent, dimension.plus(other.dimension, power));
    }

    /** The same unit under another text. */
    Unit named(String name) {
        return new Unit(name, mantissa, exponent, dimension);
    }

    private static double timesPowerOfTen(double value, int power) {
        if (power >= 0) {
            return value * Math.pow(10, power);
        }
        return -power <= 22 ? value / Math.pow(10, -power) : value * Math.pow(10, power);
    }

    @Override
    public String toString() {
        return text;
    }
}
