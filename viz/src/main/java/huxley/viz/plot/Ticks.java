package huxley.viz.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Marks of an axis at round numbers.
 *
 * @param values ascending, within the axis
 * @param exponent labels are in units of ten to this power, 0 for plain numbers
 */
record Ticks(List<Double> values, double step, int exponent) {
    /** About {@code wanted} marks from {@code low} to {@code high}. */
    static Ticks between(double low, double high, int wanted) {
        double rough = (high - low) / Math.max(1, wanted);
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = power * roundFactor(rough / power);
        List<Double> values = new ArrayList<>();
        long first = (long) Math.ceil(low / step - 1e-9);
        for (long i = first; i * step <= high + 1e-9 * step; i++) {
            values.add(i * step);
        }
        double largest = Math.max(Math.abs(low), Math.abs(high));
        boolean plain = largest < 1e5 && step >= 0.99e-3;
        return new Ticks(values, step, plain ? 0 : 3 * Math.floorDiv((int) Math.floor(Math.log10(largest)), 3));
    }

    private static double roundFactor(double factor) {
        return factor <= 1.5 ? 1 : factor <= 3.5 ? 2 : factor <= 7.5 ? 5 : 10;
    }

    String label(double value) {
        double unit = Math.pow(10, exponent);
        int decimals = (int) Math.max(0, -Math.floor(Math.log10(step / unit) + 1e-9));
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value / unit);
        return text.replace("-", "\u2212");
    }

    /** Such as {@code ×10⁻³}; empty for plain numbers. */
    String multiplier() {
        if (exponent == 0) {
            return "";
        }
        StringBuilder text = new StringBuilder("\u00d710");
        for (char digit : Integer.toString(exponent).toCharArray()) {
            text.append(digit == '-'
                    ? '\u207b'
                    : "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079".charAt(
                            digit - '0'));
        }
        return text.toString();
    }
}
