package huxley.solver.kernel;

import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Mechanism.Hook.Moment;
import huxley.neuron.problem.Problem;
import huxley.neuron.mechanism.Place;
import huxley.solver.precision.Precision;
import huxley.solver.program.Field;
import huxley.solver.program.Field.Symbol;
import huxley.solver.program.Instruction;
import huxley.solver.program.Kernel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All kernels of a mechanism: the hook contract between a mechanism and the engine. Null or absent: nothing to do.
 *
 * <table>
 * <caption>When each is called</caption>
 * <tr><td>initial</td><td>once, over all instances, v and ions set</td></tr>
 * <tr><td>current</td><td>every step at v(t): accumulates right-hand side, diagonal and ion currents; stores visible
 * currents</td></tr>
 * <tr><td>state</td><td>every step after the solve, with v(t + dt), time t + dt: advances states, writes
 * concentrations</td></tr>
 * <tr><td>netReceive</td><td>one instance, an event (weights, flag, time are EVENT fields)</td></tr>
 * <tr><td>netReceiveInitial</td><td>one instance, once per connection at the start</td></tr>
 * <tr><td>watches</td><td>every step for instances being watched: the condition, as a Store to its EVENT field 0</td></tr>
 * <tr><td>forNetcons</td><td>one instance, once for every connection to it (its weights are EVENT fields), after a kernel
 * that told FOR_NETCONS</td></tr>
 * <tr><td>hooks</td><td>BEFORE and AFTER blocks, all instances</td></tr>
 * </table>
 *
 * @param initial INITIAL
 * @param stored variables that kernels touch or somebody observes, INSTANCE and UNIFORM ones; others need no memory
 * @param diffusions states with LONGITUDINAL_DIFFUSION, which the engine diffuses along the cable before {@code state}
 * @param warnings what the user should know about the methods chosen
 */
public record LoweredMechanism(Mechanism mechanism, @Nullable Kernel initial, @Nullable Kernel current,
        @Nullable Kernel state, @Nullable Kernel netReceive, @Nullable Kernel netReceiveInitial, List<Kernel> watches,
        List<Kernel> forNetcons, Map<Moment, Kernel> hooks, List<Field> stored, List<Diffusion> diffusions,
        List<Problem> warnings) {

    /**
     * A state that diffuses along the cable. {@code initial} and {@code state} store coefficient (um4/ms) and volume (um3/um)
     * of every element into the other two fields, of the same length.
     */
    public record Diffusion(Field state, Field coefficient, Field volume) {
    }

    /** The same with all kernels in other precisions, as {@link Kernel} explains. */
    public LoweredMechanism in(Precision instances, Precision nodes) {
        Map<Moment, Kernel> inHooks = new LinkedHashMap<>();
        hooks.forEach((moment, kernel) -> inHooks.put(moment, kernel.in(instances, nodes)));
        return new LoweredMechanism(mechanism, in(initial, instances, nodes), in(current, instances, nodes),
                in(state, instances, nodes), in(netReceive, instances, nodes), in(netReceiveInitial, instances, nodes),
                watches.stream().map(k -> k.in(instances, nodes)).toList(),
                forNetcons.stream().map(k -> k.in(instances, nodes)).toList(), inHooks, stored, diffusions, warnings);
    }

    private static @Nullable Kernel in(@Nullable Kernel kernel, Precision instances, Precision nodes) {
        return kernel == null ? null : kernel.in(instances, nodes);
    }

    /** All kernels there are. */
    public List<Kernel> kernels() {
        return Stream.of(Stream.of(initial, current, state, netReceive, netReceiveInitial).filter(Objects::nonNull),
                watches.stream(), forNetcons.stream(), hooks.values().stream()).flatMap(k -> k).toList();
    }

    /**
     * Whether single precision is too coarse for it: it is an artificial cell, reads the time (which grows, so that
     * differences of times are lost), or iterates until a bound finer than single precision is met.
     */
    public boolean needsDouble() {
        return mechanism.kind() == Mechanism.Kind.ARTIFICIAL
                || kernels().stream().anyMatch(LoweredMechanism::needsDouble);
    }

    private static boolean needsDouble(Kernel kernel) {
        Symbol time = new Symbol.OfEngine(Place.Engine.T);
        return kernel.fields().stream().anyMatch(field -> field.symbol().equals(time))
                || kernel.body().stream().anyMatch(instruction -> instruction instanceof Instruction.Loop);
    }
}
