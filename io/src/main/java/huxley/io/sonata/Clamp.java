package huxley.io.sonata;

import huxley.neuron.mechanism.Mechanism;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An electrode on cells.
 *
 * @param label unique on its cell
 * @param region sections of which kind, such as {@code soma}
 * @param index which of them
 * @param at position on the section, 0 to 1
 * @param played waveform of its {@code amp}, null if it has none
 */
record Clamp(String label, Mechanism mechanism, Map<String, Double> parameters, String region, int index, double at,
        @Nullable Played played) {
    /** Each value holds until the next: {@code time_ms} [point], {@code value_nA} [point]. */
    record Played(double[] time_ms, double[] value_nA) {
    }
}
