package huxley.io.results;

/** Text for comma-separated files (RFC 4180). */
final class Csv {
    private Csv() {
    }

    static String quoted(String text) {
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** A time without the rounding errors of {@code k * dt}: to 1e-9 ms. */
    static double time(double time_ms) {
        return Double.isNaN(time_ms) ? time_ms : Math.rint(time_ms * 1e9) / 1e9;
    }

    /** The shortest text that reads back as the same number; whole numbers without a point. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
