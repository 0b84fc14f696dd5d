package huxley.solver.accelerator;

import huxley.solver.precision.Precision;
import huxley.solver.program.Kernel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a step does, the same for all groups that have the same mechanisms. Memory is known by its number among the
 * {@link Resident#arrays arrays} of a group, the places of instances by theirs among its {@link Resident#instances}.
 *
 * <p>A step from t to t + dt is, in this order: spike detection; arrivals up to the first half step; at t + dt/2 played
 * variables (steps of waveforms at this time done), {@code reversals}, ion currents set to 0, {@code beforeBreakpoint},
 * right-hand side and diagonal set to 0, {@code currents}, imposed potentials (steps done), the cable equation,
 * corrections; at t + dt played variables (steps to come), {@code states}, {@code afterSolve}, {@code beforeStep},
 * samples; arrivals up to the second half step. Where there are WATCH statements, each that is active and was false is looked
 * at after spike detection, by mechanism, instance and statement: if it holds it sends a self-event with its flag, without a
 * wait or a connection. After each event those that it has started are looked at.
 *
 * @param dt_ms length of a step
 * @param rate_per_ms 1 / dt, or 2 / dt where the cable equation makes half a step
 * @param voltageFactor by which a solution is multiplied: 1 or 2
 * @param precision of memory per node and of the cable equation
 * @param arrays [array] precision
 * @param instances [instances] how instances are placed
 * @param voltage array of voltages, mV
 * @param rightHandSide array that exists during a step only, as {@code diagonal}
 * @param time array of one number, the time in ms; -1 if nobody reads it
 * @param reversals Nernst equations
 * @param summed arrays of ion currents and their slopes, per node
 * @param corrections pairs of arrays: a current gets its slope times the change of voltage, {@code fma(slope, change,
 * current)}; of use where voltageFactor is 2
 * @param finite arrays of states, which must be finite at the end of an epoch
 * @param receptions how events are received
 */
public record StepProgram(double dt_ms, double rate_per_ms, double voltageFactor, Precision precision,
        List<Precision> arrays, List<Placement> instances, int voltage, int rightHandSide, int diagonal, int time,
        List<Sweep> reversals, List<Integer> summed, List<Sweep> beforeBreakpoint, List<Sweep> currents,
        List<Correction> corrections, List<Sweep> states, List<Sweep> afterSolve, List<Sweep> beforeStep,
        List<Integer> finite, List<Reception> receptions) {

    /**
     * How the instances of a mechanism are placed, as {@link huxley.solver.kernel.Frame} explains.
     *
     * @param shared whether two of them lie at one node
     */
    public record Placement(boolean chunked, boolean shared) {
    }

    /**
     * A kernel and its memory.
     *
     * @param mechanism number of the mechanism in the group, -1 for the Nernst equation
     * @param array [field of the kernel] -1 for fields of events
     * @param instances the instances it runs over
     */
    public record Sweep(Kernel kernel, int mechanism, List<Integer> array, int instances) {
    }

    /** Two arrays per node. */
    public record Correction(int current, int slope) {
    }

    /**
     * What an event does to an instance of one mechanism; null does nothing.
     *
     * @param weights that the kernel knows of
     * @param keepsWeights whether those of the connection count, not those that an arrival brings: because the kernel stores
     *     some, or because self-events see them
     * @param isSelf whether self-events come, besides arrivals
     * @param sends most self-events that it sends at a time
     * @param watches [statement] conditions; each leaves 1 or 0 as the flag of an event
     */
    public record Reception(@Nullable Sweep event, int weights, boolean keepsWeights, boolean isSelf, int sends,
            List<Sweep> watches) {
    }

    /** Whether instances send events to themselves. */
    public boolean hasSelfEvents() {
        return receptions.stream().anyMatch(Reception::isSelf);
    }

    /** Whether there are WATCH statements. */
    public boolean hasWatches() {
        return receptions.stream().anyMatch(r -> !r.watches().isEmpty());
    }

    /** Most self-events that an event makes. */
    public int sends() {
        return receptions.stream().mapToInt(Reception::sends).max().orElse(0);
    }

    /** Weights that are kept for each connection, 0 if no event changes any. */
    public int keptWeights() {
        return receptions.stream().filter(Reception::keepsWeights).mapToInt(Reception::weights).max().orElse(0);
    }
}
