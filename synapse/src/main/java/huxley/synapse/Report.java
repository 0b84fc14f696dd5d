package huxley.synapse;

import java.util.function.IntFunction;

/**
 * One quantity recorded at many places with one sample interval, from the first step at {@code begin_ms} or later to before
 * {@code end_ms}, which may be infinite; a run includes its last step.
 *
 * @param name unique among the reports of a circuit
 * @param size places
 * @param quantity what is read at place 0 to size - 1, ascending by gid; asked for once, while building
 * @param unit for axes and files
 * @param interval_ms a whole number of steps
 */
public record Report(String name, int size, IntFunction<Circuit.Quantity> quantity, String unit, double begin_ms,
        double end_ms, double interval_ms) {
}
