package huxley.app;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/**
 * How often checkpoints are written: every so much wall time, or every so much simulated time; the other is infinite.
 */
record CheckpointInterval(double wall_s, double simulated_ms) {
    static final CheckpointInterval NEVER = new CheckpointInterval(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    private static final Pattern TIME = Pattern.compile("\\s*([0-9.]+(?:[eE][+-]?[0-9]+)?)\\s*(us|ms|s|min|h)\\s*");

    /** Seconds, minutes and hours are wall time, milliseconds and microseconds simulated time. */
    static CheckpointInterval of(String words) {
        Matcher time = TIME.matcher(words);
        double amount = time.matches() ? amount(time.group(1)) : 0;
        if (!(amount > 0)) {
            throw new TypeConversionException("'" + words
                    + "' is not possible; give wall time such as \"30 s\", \"10 min\" or \"2 h\", or simulated time such as"
                    + " \"50 ms\"");
        }
        return switch (time.group(2).toLowerCase(Locale.ROOT)) {
        case "us" -> new CheckpointInterval(Double.POSITIVE_INFINITY, amount * 1e-3);
        case "ms" -> new CheckpointInterval(Double.POSITIVE_INFINITY, amount);
        case "s" -> new CheckpointInterval(amount, Double.POSITIVE_INFINITY);
        case "min" -> new CheckpointInterval(60 * amount, Double.POSITIVE_INFINITY);
        default -> new CheckpointInterval(3600 * amount, Double.POSITIVE_INFINITY);
        };
    }

    private static double amount(String number) {
        try {
            return Double.parseDouble(number);
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    boolean isNever() {
        return equals(NEVER);
    }
}
