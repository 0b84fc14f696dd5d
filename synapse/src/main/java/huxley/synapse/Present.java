package huxley.synapse;

import huxley.synapse.Circuit.Quantity;
import java.util.List;
import java.util.Optional;

/** A simulation between two epochs, as {@link Steering} sees it. */
public interface Present {
    /** Simulated time, ms. */
    double time_ms();

    /** Hands everything recorded so far to the observer. */
    void handOver();

    /**
     * Whether a quantity can be read: the engine keeps no memory of variables that nobody needs after a step, and membrane
     * currents can only be recorded.
     */
    boolean isKept(Quantity quantity);

    /**
     * Reads quantities that are kept.
     *
     * @param quantities the same list again is found again quickly
     * @param values [quantity] to be filled
     */
    void read(List<Quantity> quantities, float[] values);

    /**
     * Lets a current flow into a compartment (positive depolarises) from now on.
     *
     * @return what is in the way; empty if nothing
     */
    Optional<String> inject(int gid, int compartment, double current_nA, double duration_ms);

    /**
     * What a later run can go on from.
     *
     * @throws huxley.neuron.problem.InvalidInputException if the circuit has something that cannot be saved
     */
    SavedState state();
}
