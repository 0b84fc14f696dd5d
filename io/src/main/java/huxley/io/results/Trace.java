package huxley.io.results;

/**
 * A recorded quantity read back.
 *
 * @param unit of the values
 * @param time_ms [sample]
 * @param values [sample]
 */
public record Trace(String label, String unit, double[] time_ms, double[] values) {
}
