package huxley.app;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers with their nouns. */
final class Count {
    private Count() {
    }

    /** Such as {@code 3 errors}; nothing for zero. */
    static String of(long number, String noun) {
        return number == 0 ? "" : exactly(number, noun);
    }

    /** Such as {@code 0 cells}, {@code 1 cell}, {@code 1,000 cells}. */
    static String exactly(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }

    /** Up to six digits, without zeros at the end, such as {@code 0.025}. */
    static String number(double value) {
        return new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
    }

    /** Such as {@code 1.5 GiB}. */
    static String bytes(double bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        int unit = 0;
        double value = bytes;
        while (value >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    }
}
