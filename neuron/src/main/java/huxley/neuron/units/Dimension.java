package huxley.neuron.units;

/**
 * What kind of thing a unit measures, as powers of the base units. Amount of substance is a pure number (a mole is
 * 6.02214076e23), as in NMODL's unit table, so {@code k-mole} is an energy per temperature.
 */
public record Dimension(int metre, int kilogram, int second, int ampere, int kelvin) {
    public static final Dimension NONE = new Dimension(0, 0, 0, 0, 0);

    Dimension plus(Dimension other, int times) {
        return new Dimension(metre + times * other.metre, kilogram + times * other.kilogram,
                second + times * other.second, ampere + times * other.ampere, kelvin + times * other.kelvin);
    }

    /** A name for messages, such as {@code voltage} or {@code conductance per area}; else the powers of the base units. */
    public String describe() {
        String known = DimensionName.of(this);
        return known.isEmpty() ? powers() : known;
    }

    private String powers() {
        StringBuilder out = new StringBuilder();
        append(out, "m", metre);
        append(out, "kg", kilogram);
        append(out, "s", second);
        append(out, "A", ampere);
        append(out, "K", kelvin);
        return out.toString().strip();
    }

    private static void append(StringBuilder out, String symbol, int power) {
        if (power != 0) {
            out.append(' ').append(symbol).append(power == 1 ? "" : "^" + power);
        }
    }
}
