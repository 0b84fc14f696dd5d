package huxley.solver.engine;

import huxley.neuron.mechanism.Ion.Quantity;
import huxley.neuron.mechanism.Mechanism.Hook.Moment;
import huxley.solver.accelerator.Resident;
import huxley.solver.accelerator.StepProgram;
import huxley.solver.accelerator.StepProgram.Correction;
import huxley.solver.accelerator.StepProgram.Placement;
import huxley.solver.accelerator.StepProgram.Reception;
import huxley.solver.accelerator.StepProgram.Sweep;
import huxley.solver.engine.Instances.Bound;
import huxley.solver.precision.Numbers;
import huxley.solver.precision.Precision;
import huxley.solver.program.Field;
import huxley.solver.program.Field.Storage;
import huxley.solver.program.Field.Symbol;
import huxley.solver.program.Instruction.Effect;
import huxley.solver.program.Kernel;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Describes the memory and the step of one group as data, numbering its arrays in the order in which a step meets them. */
final class Description {
    private final Group group;
    private final GroupMemory memory;
    private final Function<IonMemory, Kernel> nernst;

    private final List<Numbers> arrays = new ArrayList<>();
    private final List<Precision> precisions = new ArrayList<>();
    private final Map<Object, Integer> numbers = new IdentityHashMap<>();
    private final List<Resident.Instances> instances = new ArrayList<>();
    private final List<Placement> placements = new ArrayList<>();
    private final Map<Instances, Integer> placeOf = new IdentityHashMap<>();
    private final int voltage;
    private final int rightHandSide;
    private final int diagonal;

    /** @param nernst the Nernst equation of an ion, fields inner and outer concentration and reversal potential */
    Description(Group group, Function<IonMemory, Kernel> nernst) {
        this.group = group;
        this.nernst = nernst;
        memory = group.memory;
        voltage = number(memory.v_mV);
        rightHandSide = scratch();
        diagonal = scratch();
    }

    /** @param programs those of other groups; equal ones are used again */
    Resident describe(List<StepProgram> programs) {
        IonMemory[] ions = memory.ions.values().toArray(IonMemory[]::new);
        List<Sweep> reversals = Stream.of(ions).map(this::reversals).filter(Objects::nonNull).toList();
        List<Integer> summed = Stream.of(ions).flatMap(i -> i.summed().stream()).map(this::number).toList();
        List<Correction> corrections = Stream.of(ions).filter(i -> i.summed().size() == 2)
                .map(i -> new Correction(number(i.array(Quantity.CURRENT)), number(i.array(Quantity.CONDUCTANCE))))
                .toList();
        List<Sweep> beforeBreakpoint = hooks(Moment.BEFORE_BREAKPOINT);
        List<Sweep> currents = sweeps(i -> i.current);
        List<Sweep> states = sweeps(i -> i.state);
        List<Sweep> afterSolve = hooks(Moment.AFTER_SOLVE);
        List<Sweep> beforeStep = hooks(Moment.BEFORE_STEP);
        List<Reception> receptions = group.mechanisms.stream().map(this::reception).toList();
        List<Integer> finite = group.mechanisms.stream().filter(i -> i.state != null)
                .flatMap(i -> i.states().stream()).map(this::number).toList();
        StepProgram program = new StepProgram(memory.dt_ms[0], group.voltageFactor() / memory.dt_ms[0],
                group.voltageFactor(),
                memory.precision, List.copyOf(precisions), List.copyOf(placements), voltage, rightHandSide, diagonal,
                numbers.getOrDefault(memory.time_ms, -1), reversals, summed, beforeBreakpoint, currents, corrections,
                states, afterSolve, beforeStep, finite, receptions);
        StepProgram shared = programs.stream().filter(program::equals).findFirst().orElse(program);
        if (shared == program) {
            programs.add(program);
        }
        Resident.Sampler[] samplers = group.samplers.stream().map(this::sampler).toArray(Resident.Sampler[]::new);
        Resident.Played[] played = group.stimuli.waveforms().entrySet().stream()
                .map(e -> new Resident.Played(number(e.getKey().numbers()), e.getKey().index(), e.getValue()))
                .toArray(Resident.Played[]::new);
        Detectors detectors = group.events.detectors();
        return new Resident(shared, memory.layout.length(), arrays.toArray(Numbers[]::new),
                instances.toArray(Resident.Instances[]::new),
                memory.layout.parts.stream().map(GroupLayout.Part::block).toList(),
                new Resident.Detectors(detectors.node(), detectors.threshold_mV(), detectors.above()),
                group.events.weights(shared.keptWeights()), samplers, played, group.stimuli.imposed(),
                group.events.lend());
    }

    private int number(Numbers array) {
        Object identity = array.precision() == Precision.DOUBLE ? array.doubles() : array.floats();
        return numbers.computeIfAbsent(identity, a -> {
            arrays.add(array);
            precisions.add(array.precision());
            return arrays.size() - 1;
        });
    }

    /** Memory that lasts for a step only. */
    private int scratch() {
        arrays.add(Numbers.of(memory.precision, 0));
        precisions.add(memory.precision);
        return arrays.size() - 1;
    }

    private @Nullable Sweep reversals(IonMemory ion) {
        NodeSet nodes = ion.refreshed();
        if (nodes == null) {
            return null;
        }
        List<Integer> fields = Stream.of(Quantity.INNER, Quantity.OUTER, Quantity.REVERSAL)
                .map(q -> number(ion.array(q))).toList();
        instances.add(new Resident.Instances(nodes.node(), nodes.count(), nodes.padded(), new long[0], 0));
        placements.add(new Placement(nodes.chunked(), false));
        return new Sweep(nernst.apply(ion), -1, fields, instances.size() - 1);
    }

    private List<Sweep> hooks(Moment moment) {
        return sweeps(i -> i.hooks.get(moment));
    }

    private List<Sweep> sweeps(Function<Instances, @Nullable Bound> which) {
        List<Sweep> sweeps = new ArrayList<>();
        for (Instances each : group.mechanisms) {
            Bound bound = which.apply(each);
            if (bound != null) {
                sweeps.add(sweep(each, bound));
            }
        }
        return List.copyOf(sweeps);
    }

    private Sweep sweep(Instances of, Bound bound) {
        List<Integer> fields = new ArrayList<>();
        for (int f = 0; f < bound.kernel().fields().size(); f++) {
            Field field = bound.kernel().fields().get(f);
            fields.add(switch (field.symbol()) {
            case Symbol.RightHandSide r -> rightHandSide;
            case Symbol.Diagonal d -> diagonal;
            default -> field.storage() == Storage.EVENT ? -1 : number(bound.memory(f));
            });
        }
        return new Sweep(bound.kernel(), of.index, List.copyOf(fields), placeOf.computeIfAbsent(of, i -> {
            instances.add(i.places());
            placements.add(new Placement(i.nodes.chunked(), i.nodes.shared()));
            return instances.size() - 1;
        }));
    }

    private Reception reception(Instances of) {
        Bound receive = of.netReceive;
        boolean isSelf = LentEvents.sends(of);
        return receive == null
                ? new Reception(null, 0, false, false, 0, List.of())
                : new Reception(sweep(of, receive), of.code.weights, isSelf || changes(of.code.changedWeights), isSelf,
                        LentEvents.count(receive.kernel().body(), Effect.Kind.NET_SEND),
                        of.watches.stream().map(w -> sweep(of, w)).toList());
    }

    private static boolean changes(boolean[] weights) {
        for (boolean changed : weights) {
            if (changed) {
                return true;
            }
        }
        return false;
    }

    private Resident.Sampler sampler(Sampler sampler) {
        List<Sampler.Reading.Copy> copies = sampler.copies();
        return new Resident.Sampler(
                copies.stream().flatMapToInt(c -> IntStream.generate(() -> number(c.from())).limit(c.index().length))
                        .toArray(),
                copies.stream().flatMapToInt(c -> IntStream.of(c.index())).toArray());
    }
}
