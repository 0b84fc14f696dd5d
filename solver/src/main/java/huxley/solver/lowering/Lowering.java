package huxley.solver.lowering;

import huxley.neuron.mechanism.Ion.Quantity;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Mechanism.Equations;
import huxley.neuron.mechanism.Mechanism.Hook.Moment;
import huxley.neuron.mechanism.Mechanism.Kind;
import huxley.neuron.mechanism.Mechanism.MembraneCurrent;
import huxley.neuron.mechanism.Mechanism.NetReceive;
import huxley.neuron.mechanism.Place;
import huxley.neuron.mechanism.Place.Engine;
import huxley.neuron.mechanism.Place.Local;
import huxley.neuron.mechanism.Statement;
import huxley.neuron.mechanism.Statement.Block;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.mechanism.Variable.Role;
import huxley.neuron.problem.Problem;
import huxley.solver.kernel.LoweredMechanism.Diffusion;
import huxley.solver.kernel.LoweredMechanism;
import huxley.solver.program.Field;
import huxley.solver.program.Field.Symbol;
import huxley.solver.program.Instruction;
import huxley.solver.program.Kernel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From a checked mechanism to its kernels. */
public final class Lowering {
    private static final int NO_KERNEL = -1;

    private final Mechanism mechanism;
    private final Memory memory;
    private final PassObserver observer;
    private final List<Kernel> kernels = new ArrayList<>();
    private final Set<Problem> warnings = new LinkedHashSet<>();
    private final Set<Diffusion> diffusions = new LinkedHashSet<>();

    private Lowering(Mechanism mechanism, MemoryLayout layout, PassObserver observer) {
        this.mechanism = mechanism;
        this.observer = observer;
        this.memory = new Memory(mechanism, layout);
    }

    /**
     * Lowers all blocks of a mechanism.
     *
     * @throws huxley.neuron.problem.InvalidInputException if a block cannot be solved as the file asks
     */
    public static LoweredMechanism lower(Mechanism mechanism, MemoryLayout layout) {
        return lower(mechanism, layout, PassObserver.NONE);
    }

    /** Lowers and shows the program, and every kernel after every pass. */
    public static LoweredMechanism lower(Mechanism mechanism, MemoryLayout layout, PassObserver observer) {
        observer.program(mechanism);
        return new Lowering(mechanism, layout, observer).all();
    }

    /** What is done to kernels, in this order. */
    public enum Pass {
        BUILT,
        /** Dead code is removed. */
        LIVE,
        /** Products and sums are joined. */
        CONTRACTED
    }

    /** Sees what is lowered, before and between passes. */
    @FunctionalInterface
    public interface PassObserver {
        /** Sees nothing. */
        PassObserver NONE = (pass, kernel) -> {
        };

        void after(Pass pass, Kernel kernel);

        /** The checked program, before it is lowered. */
        default void program(Mechanism mechanism) {
        }
    }

    private LoweredMechanism all() {
        NetReceive receive = mechanism.netReceive();
        Block breakpoint = mechanism.breakpoint();
        int initial = add(initial());
        // without a current the whole BREAKPOINT belongs to the states, as in NEURON: after the step, with the new voltage
        boolean conducts = !mechanism.currents().isEmpty();
        int current = breakpoint == null || !conducts ? NO_KERNEL : add(current(Blocks.withoutSolves(breakpoint)));
        int state = breakpoint == null
                ? NO_KERNEL
                : add(sweep("state", conducts ? Blocks.solvesOnly(breakpoint) : breakpoint));
        int event = NO_KERNEL;
        int eventInitial = NO_KERNEL;
        List<Integer> watches = new ArrayList<>();
        List<Integer> forNetcons = new ArrayList<>();
        if (receive != null) {
            NetconsOrder.check(mechanism, receive);
            event = add(event("net_receive", receive.body(), receive.arguments()));
            eventInitial = receive.initial() == null
                    ? NO_KERNEL
                    : add(event("net_receive_initial", receive.initial(), receive.arguments()));
            for (Statement.Watch watch : Blocks.all(receive.body(), Statement.Watch.class)) {
                watches.add(add(condition(watch, receive.arguments())));
            }
            for (Statement.ForNetcons s : Blocks.all(receive.body(), Statement.ForNetcons.class)) {
                forNetcons.add(add(event("for_netcons", s.body(), s.arguments())));
            }
        }
        Map<Moment, Integer> hooks = new EnumMap<>(Moment.class);
        for (Mechanism.Hook hook : mechanism.hooks()) {
            hooks.put(hook.moment(), add(sweep(hook.moment().name().toLowerCase(Locale.ROOT), hook.body())));
        }
        show(Pass.BUILT);
        removeUnreadStores();
        show(Pass.LIVE);
        kernels.replaceAll(k -> DeadCode.remove(Contraction.of(k), field -> true));
        show(Pass.CONTRACTED);
        return new LoweredMechanism(mechanism, kernel(initial), kernel(current), kernel(state),
                kernel(event), kernel(eventInitial), watches.stream().map(kernels::get).toList(),
                forNetcons.stream().map(kernels::get).toList(), hooks(hooks), stored(), List.copyOf(diffusions),
                List.copyOf(warnings));
    }

    private void show(Pass pass) {
        kernels.forEach(kernel -> observer.after(pass, kernel));
    }

    private Map<Moment, Kernel> hooks(Map<Moment, Integer> indices) {
        Map<Moment, Kernel> hooks = new EnumMap<>(Moment.class);
        indices.forEach((moment, index) -> {
            if (!kernels.get(index).body().isEmpty()) {
                hooks.put(moment, kernels.get(index));
            }
        });
        return hooks;
    }

    private int add(KernelBuilder builder) {
        kernels.add(builder.finish());
        warnings.addAll(builder.warnings());
        diffusions.addAll(builder.diffusions());
        return kernels.size() - 1;
    }

    private @Nullable Kernel kernel(int index) {
        return index == NO_KERNEL || kernels.get(index).body().isEmpty() ? null : kernels.get(index);
    }

    private KernelBuilder builder(String part, boolean event, List<Local> weights) {
        return new KernelBuilder(mechanism.name() + "." + part, mechanism, memory, event, weights);
    }

    private KernelBuilder sweep(String part, Block block) {
        KernelBuilder builder = builder(part, false, List.of());
        builder.statements.block(block);
        return builder;
    }

    private KernelBuilder event(String part, Block block, List<Local> weights) {
        KernelBuilder builder = builder(part, true, weights);
        builder.statements.block(block);
        return builder;
    }

    /** States start at the parameter named after them with a 0, or at their own initial value. */
    private KernelBuilder initial() {
        KernelBuilder builder = builder("initial", false, List.of());
        for (Variable state : mechanism.variables()) {
            if (state.role() == Role.STATE && memory.asIon(state).isEmpty()) {
                Optional<Variable> start = mechanism.variable(state.name() + "0");
                for (int i = 0; i < state.length(); i++) {
                    int value = start.isPresent()
                            ? builder.environment.get(new Cell.OfVariable(start.get(), 0))
                            : builder.values.constant(state.initial());
                    builder.environment.set(new Cell.OfVariable(state, i), value);
                }
            }
        }
        if (mechanism.initial() != null) {
            builder.statements.block(mechanism.initial());
        }
        for (Equations equations : mechanism.equations().values()) {
            if (!Blocks.all(equations.body(), Statement.LongitudinalDiffusion.class).isEmpty()) {
                Kinetics.prepareDiffusion(builder, equations);
            }
        }
        return builder;
    }

    private KernelBuilder condition(Statement.Watch watch, List<Local> weights) {
        KernelBuilder builder = builder("watch", true, weights);
        int holds = builder.expressions.lower(watch.condition());
        Field flag = memory.of(Engine.FLAG, true);
        builder.values.emit(new Instruction.Store(flag, 0, holds, watch.where()));
        return builder;
    }

    /**
     * BREAKPOINT without its SOLVE statements, then what the currents do to the cable equation. Currents of point
     * processes are in nA and spread over the area of their compartment: 1 nA/um2 = 100 mA/cm2.
     */
    private KernelBuilder current(Block block) {
        KernelBuilder builder = builder("current", false, List.of());
        Values values = builder.values;
        int v = builder.environment.get(new Cell.OfEngine(Engine.V));
        builder.statements.block(block);
        Tangents byVoltage = Tangents.by(values, v);
        int total = values.constant(0);
        int conductance = values.constant(0);
        for (MembraneCurrent current : mechanism.currents()) {
            values.at(current.place() instanceof Place.OfIon p ? p.ion().where() : block.where());
            int raw = builder.expressions.read(current.place());
            int outward = perArea(builder, raw);
            int slope = perArea(builder, byVoltage.of(raw));
            if (current.place() instanceof Place.OfIon ion) {
                accumulate(builder, ion, Quantity.CURRENT, outward);
                accumulate(builder, ion, Quantity.CONDUCTANCE, slope);
            }
            total = current.electrode() ? values.sub(total, outward) : values.add(total, outward);
            conductance = current.electrode() ? values.sub(conductance, slope) : values.add(conductance, slope);
        }
        accumulate(builder, Memory.rightHandSide(), values.neg(total));
        accumulate(builder, Memory.diagonal(), conductance);
        return builder;
    }

    private int perArea(KernelBuilder builder, int current) {
        if (mechanism.kind() == Kind.DENSITY) {
            return current;
        }
        int area_um2 = builder.environment.get(new Cell.OfEngine(Engine.AREA));
        return builder.values.mul(current, builder.values.div(builder.values.constant(100), area_um2));
    }

    private void accumulate(KernelBuilder builder, Place.OfIon ion, Quantity quantity, int value) {
        if (!memory.layout().unusedCurrents().contains(new IonField(ion.ion().name(), quantity))) {
            accumulate(builder, memory.of(ion.ion(), quantity), value);
        }
    }

    private static void accumulate(KernelBuilder builder, Field field, int value) {
        if (!builder.values.isConstant(value, 0)) {
            builder.values.emit(new Instruction.Accumulate(field, value, builder.values.where()));
        }
    }

    /** Drops stores to variables that no kernel reads and nobody observes, until nothing more falls away. */
    private void removeUnreadStores() {
        kernels.replaceAll(k -> DeadCode.remove(k, field -> true));
        Set<Field> before;
        Set<Field> read = Reads.of(kernels);
        do {
            before = read;
            Set<Field> wanted = read;
            kernels.replaceAll(k -> DeadCode.remove(k, field -> memory.isVisible(field) || wanted.contains(field)));
            read = Reads.of(kernels);
        } while (!read.equals(before));
    }

    /** Every variable that some kernel touches or somebody observes. */
    private List<Field> stored() {
        Set<Field> fields = new LinkedHashSet<>();
        for (Variable variable : mechanism.variables()) {
            if (memory.layout().observed().contains(variable.name()) && memory.asIon(variable).isEmpty()) {
                fields.add(memory.of(variable));
            }
        }
        for (Kernel kernel : kernels) {
            kernel.fields().stream().filter(f -> f.symbol() instanceof Symbol.OfVariable).forEach(fields::add);
        }
        return List.copyOf(fields);
    }
}
