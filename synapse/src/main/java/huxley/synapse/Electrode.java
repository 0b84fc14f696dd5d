package huxley.synapse;

import org.jspecify.annotations.Nullable;

/**
 * Records the extracellular potential that the membrane currents of all cells make at one point: the sum over cells
 * (ascending gid) of the sum over their compartments (ascending) of {@code transfer x current}.
 *
 * @param name unique among the electrodes of a circuit
 * @param interval_ms a whole number of steps
 */
public record Electrode(String name, double interval_ms, Transfer transfer) {
    /** Transfer resistances from the compartments of a cell to the electrode. */
    @FunctionalInterface
    public interface Transfer {
        /** @return [compartment] mV per nA (MOhm); null if the cell does not count */
        double @Nullable [] of(int gid);
    }
}
