package huxley.solver.engine;

import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Mechanism.Hook.Moment;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.mechanism.Variable.Role;
import huxley.neuron.mechanism.Variable.Scope;
import huxley.solver.accelerator.Resident;
import huxley.solver.engine.MechanismCode.Code;
import huxley.solver.kernel.Frame;
import huxley.solver.precision.Numbers;
import huxley.solver.program.Field;
import huxley.solver.program.Field.Symbol;
import huxley.solver.program.Kernel;
import huxley.synapse.Experiment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The instances of one mechanism in one group: their memory and their kernels, ready to run. */
final class Instances {
    /** The model's value of a parameter of an instance. */
    interface Values {
        double of(Variable parameter, int instance);
    }

    /** A kernel bound to memory. */
    final class Bound {
        private final Code code;
        private final Frame frame;

        private Bound(Code code, Frame frame) {
            this.code = code;
            this.frame = frame;
        }

        /** All instances. */
        void sweep() {
            run(0, frame.padded);
        }

        /** One instance. */
        void one(int instance) {
            run(instance, instance + 1);
        }

        Kernel kernel() {
            return code.kernel();
        }

        /** [field of the kernel] its memory, empty where that belongs to one event or to the thread. */
        Numbers memory(int field) {
            Field of = kernel().fields().get(field);
            return switch (of.storage()) {
            case NODE -> isScratch(of) ? Numbers.of() : group.node(of.symbol());
            case EVENT -> Numbers.of();
            case INSTANCE, UNIFORM -> memory[code.memory()[field]];
            };
        }

        private static boolean isScratch(Field field) {
            return field.symbol() instanceof Symbol.RightHandSide || field.symbol() instanceof Symbol.Diagonal;
        }

        private void run(int begin, int end) {
            if (code.loadsPointers()) {
                loadPointers();
            }
            code.compiled().run(frame, begin, end);
            if (code.storesPointers()) {
                storePointers();
            }
        }
    }

    private record PointerBinding(Slot own, Slot target) {
    }

    final Species species;
    final MechanismCode code;
    /** Index among the mechanisms of the group. */
    final int index;
    final NodeSet nodes;
    /** [instance] cell it belongs to, -1 for idle lanes; empty for density mechanisms. */
    final int[] gid;
    final @Nullable Bound initial;
    final @Nullable Bound current;
    final @Nullable Bound state;
    final @Nullable Bound netReceive;
    final @Nullable Bound netReceiveInitial;
    final List<Bound> watches = new ArrayList<>();
    final List<Bound> forNetcons = new ArrayList<>();
    final List<CableDiffusion> diffusions = new ArrayList<>();
    final Map<Moment, Bound> hooks = new EnumMap<>(Moment.class);
    /** Whether what it passes is injected by an electrode rather than flowing through the membrane. */
    final boolean isElectrode;
    /** [memory of {@code code.fields}] */
    final Numbers[] memory;

    private final boolean[] isState;
    private final GroupMemory group;
    private final long[] identity;
    private final int seed;
    private final GroupEvents events;
    private final Frame.@Nullable Effects effects;
    private final Frame.Lookups lookups;
    private final List<PointerBinding> pointers = new ArrayList<>();

    Instances(Species species, int index, NodeSet nodes, int[] gid, long[] identity, GroupMemory group,
            Values values,
            Experiment experiment, Frame.Lookups lookups, GroupEvents events) {
        this.species = species;
        code = species.code();
        this.index = index;
        this.nodes = nodes;
        this.gid = gid;
        this.identity = identity;
        seed = (int) experiment.seed();
        isElectrode = code.mechanism.currents().stream().anyMatch(Mechanism.MembraneCurrent::electrode);
        this.group = group;
        this.lookups = lookups;
        this.events = events;
        effects = events.effectsOf(this);
        memory = new Numbers[code.fields.size()];
        for (int i = 0; i < memory.length; i++) {
            memory[i] = allocate(code.fields.get(i), values, experiment.globals());
        }
        isState = new boolean[memory.length];
        for (int i = 0; i < memory.length; i++) {
            Field field = code.fields.get(i);
            isState[i] = field.storage() == Field.Storage.INSTANCE
                    && field.symbol() instanceof Symbol.OfVariable v && v.variable().role() == Role.STATE;
        }
        initial = bind(code.initial);
        current = bind(code.current);
        state = bind(code.state);
        netReceive = bind(code.netReceive);
        netReceiveInitial = bind(code.netReceiveInitial);
        code.watches.forEach(w -> watches.add(bound(w)));
        code.forNetcons.forEach(f -> forNetcons.add(bound(f)));
        code.lowered.diffusions().forEach(d -> diffusions.add(new CableDiffusion(d, this, group)));
        code.hooks.forEach((moment, hook) -> hooks.put(moment, bound(hook)));
    }

    /** Whether this is what cells have themselves of a mechanism, not through projections. */
    boolean isOf(Mechanism mechanism) {
        return species.synapse() == null && code.mechanism == mechanism;
    }

    int count() {
        return nodes.count();
    }

    private @Nullable Bound bind(@Nullable Code kernel) {
        return kernel == null ? null : bound(kernel);
    }

    private Bound bound(Code kernel) {
        int fields = kernel.memory().length;
        Frame frame = new Frame(fields, group.precision, nodes.node(), nodes.chunked(), nodes.count(), nodes.padded(),
                nodes.shared(), identity, seed, effects, lookups);
        for (int i = 0; i < fields; i++) {
            Field field = kernel.kernel().fields().get(i);
            if (field.storage() == Field.Storage.NODE) {
                group.bindNode(field.symbol(), frame, i);
            } else {
                frame.bind(i, memory[kernel.memory()[i]]);
            }
        }
        return new Bound(kernel, frame);
    }

    private Numbers allocate(Field field, Values values, Map<String, Double> globals) {
        return switch (field.storage()) {
        case NODE -> Numbers.of();
        case EVENT -> Numbers.of(new double[field.length()]);
        case UNIFORM -> field.symbol() instanceof Symbol.OfVariable v
                ? uniform(v.variable(), values, globals)
                : group.uniform(field.symbol());
        case INSTANCE -> perInstance(field, ((Symbol.OfVariable) field.symbol()).variable(), values, globals);
        };
    }

    private Numbers uniform(Variable variable, Values values, Map<String, Double> globals) {
        double[] array = new double[variable.length()];
        Arrays.fill(array, isModels(variable) ? values.of(variable, 0) : global(variable, globals));
        return Numbers.of(array);
    }

    private Numbers perInstance(Field field, Variable variable, Values values, Map<String, Double> globals) {
        Numbers numbers = Numbers.of(code.precision(field), variable.length() * nodes.padded());
        if (isModels(variable)) {
            for (int i = 0; i < nodes.padded(); i++) {
                double value = values.of(variable, Math.min(i, nodes.count() - 1));
                for (int element = 0; element < variable.length(); element++) {
                    numbers.set(element * nodes.padded() + i, value);
                }
            }
        } else {
            numbers.fill(global(variable, globals));
        }
        return numbers;
    }

    private static boolean isModels(Variable variable) {
        return variable.role() == Role.PARAMETER && variable.scope() == Scope.INSTANCE;
    }

    private double global(Variable variable, Map<String, Double> globals) {
        return globals.getOrDefault(variable.name() + "_" + code.mechanism.name(), variable.initial());
    }

    /** The memory of a field. */
    Numbers array(Field field) {
        return field.storage() == Field.Storage.NODE ? group.node(field.symbol()) : memory[code.fields.indexOf(field)];
    }

    /** Where element {@code element} of a variable of an instance stands; null if it has no memory. */
    @Nullable
    Slot slot(String variable, int element, int instance) {
        int number = code.memoryOf(variable);
        if (number < 0) {
            return null;
        }
        Field field = code.fields.get(number);
        return switch (field.storage()) {
        case INSTANCE -> new Slot(memory[number], element * nodes.padded() + instance);
        case UNIFORM -> new Slot(memory[number], element);
        case NODE, EVENT -> null;
        };
    }

    GroupEvents events() {
        return events;
    }

    /** Whether these numbers are a variable that all instances share. */
    boolean shares(Numbers numbers) {
        return IntStream.range(0, memory.length)
                .anyMatch(m -> code.fields.get(m).storage() == Field.Storage.UNIFORM && memory[m].equals(numbers));
    }

    /** Whether a POINTER of an instance is bound. */
    boolean hasPointers() {
        return !pointers.isEmpty();
    }

    /** States, which must be finite. */
    List<Numbers> states() {
        return IntStream.range(0, memory.length).filter(m -> isState[m]).mapToObj(m -> memory[m]).toList();
    }

    /** Where instances are. */
    Resident.Instances places() {
        return new Resident.Instances(nodes.node(), nodes.count(), nodes.padded(), identity, seed);
    }

    IonMemory ion(String name) {
        return group.ion(name);
    }

    /** Binds a POINTER of an instance. */
    void point(String pointer, int instance, Slot target) {
        Slot own = slot(pointer, 0, instance);
        if (own != null) {
            pointers.add(new PointerBinding(own, target));
        }
    }

    /** The first state that is not finite, as memory number and index into it; null if all are finite. */
    int @Nullable [] notFinite() {
        for (int m = 0; m < memory.length; m++) {
            if (isState[m]) {
                Numbers values = memory[m];
                double zero = 0;
                for (int i = 0; i < values.length(); i++) {
                    zero += values.get(i) * 0;
                }
                if (!(zero == 0)) {
                    for (int i = 0; i < values.length(); i++) {
                        int instance = i % nodes.padded();
                        if (!(Math.abs(values.get(i)) <= Double.MAX_VALUE) && instance < nodes.count()
                                && !group.layout.isIdle(nodes.nodeOf(instance))) {
                            return new int[] {m, i};
                        }
                    }
                }
            }
        }
        return null;
    }

    private void loadPointers() {
        for (int i = 0; i < pointers.size(); i++) {
            PointerBinding p = pointers.get(i);
            p.own.set(p.target.get());
        }
    }

    private void storePointers() {
        for (int i = 0; i < pointers.size(); i++) {
            PointerBinding p = pointers.get(i);
            p.target.set(p.own.get());
        }
    }

    /** Whether instances are point processes or artificial cells. */
    boolean isPoint() {
        return code.mechanism.kind() != Mechanism.Kind.DENSITY;
    }
}
