package huxley.solver.lowering;

import huxley.neuron.mechanism.Ion.Quantity;
import huxley.neuron.mechanism.Mechanism;
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
import huxley.neuron.problem.Span;
import huxley.solver.kernel.LoweredMechanism;
import huxley.solver.program.Field;
import huxley.solver.program.Field.Symbol;
import huxley.solver.program.Instruction;
import huxley.solver.program.Kernel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From a checked mechanism to its kernels. */
public final class Lowering {
    private final Mechanism mechanism;
    private final Memory memory;

    private Lowering(Mechanism mechanism, MemoryLayout layout) {
        this.mechanism = mechanism;
        this.memory = new Memory(mechanism, layout);
    }

    /**
     * Lowers all blocks of a mechanism.
     *
     * @throws huxley.neuron.problem.InvalidInputException if a block cannot be solved as the file asks
     */
    public static LoweredMechanism lower(Mechanism mechanism, MemoryLayout layout) {
        return new Lowering(mechanism, layout).all();
    }

    private LoweredMechanism all() {
        NetReceive receive = mechanism.netReceive();
        List<Local> weights = receive == null ? List.of() : receive.arguments();
        Block breakpoint = mechanism.breakpoint();
        List<Statement.Watch> watched = receive == null ? List.of() : Blocks.watches(receive.body());
        List<Kernel> kernels = new ArrayList<>();
        kernels.add(initial());
        kernels.add(breakpoint == null ? null : current(Blocks.withoutSolves(breakpoint)));
        kernels.add(breakpoint == null ? null : sweep("state", Blocks.solvesOnly(breakpoint)));
        kernels.add(receive == null ? null : event("net_receive", receive.body(), weights));
        kernels.add(receive == null || receive.initial() == null ? null
                : event("net_receive_initial", receive.initial(), weights));
        for (Statement.Watch watch : watched) {
            kernels.add(condition(watch, weights));
        }
        for (Mechanism.Hook hook : mechanism.hooks()) {
            kernels.add(sweep(hook.moment().name().toLowerCase(java.util.Locale.ROOT), hook.body()));
        }
        List<@Nullable Kernel> lean = withoutUnreadStores(kernels);
        Map<Moment, Kernel> hooks = new EnumMap<>(Moment.class);
        int firstHook = 5 + watched.size();
        for (int i = firstHook; i < lean.size(); i++) {
            Kernel kernel = lean.get(i);
            if (kernel != null) {
                hooks.put(mechanism.hooks().get(i - firstHook).moment(), kernel);
            }
        }
        List<Kernel> watches = new ArrayList<>();
        lean.subList(5, firstHook).forEach(k -> watches.add(java.util.Objects.requireNonNull(k)));
        return new LoweredMechanism(mechanism, lean.get(0), lean.get(1), lean.get(2), lean.get(3), lean.get(4), watches,
                hooks, stored(lean), List.of());
    }

    private KernelBuilder builder(boolean event, List<Local> weights) {
        return new KernelBuilder(mechanism, memory, event, weights, Span.none(mechanism.name()));
    }

    private String named(String part) {
        return mechanism.name() + "." + part;
    }

    private Kernel sweep(String part, Block block) {
        KernelBuilder builder = builder(false, List.of());
        builder.statements.block(block);
        return builder.finish(named(part));
    }

    private Kernel event(String part, Block block, List<Local> weights) {
        KernelBuilder builder = builder(true, weights);
        builder.statements.block(block);
        return builder.finish(named(part));
    }

    /** States start at the parameter named after them with a 0, or at their own initial value. */
    private Kernel initial() {
        KernelBuilder builder = builder(false, List.of());
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
        return builder.finish(named("initial"));
    }

    private Kernel condition(Statement.Watch watch, List<Local> weights) {
        KernelBuilder builder = builder(true, weights);
        int holds = builder.expressions.lower(watch.condition());
        Field flag = memory.of(Engine.FLAG, true);
        builder.values.emit(new Instruction.Store(flag, 0, holds, watch.where()));
        return builder.finish(named("watch"));
    }

    /**
     * BREAKPOINT without its SOLVE statements, then what the currents do to the cable equation. Currents of point
     * processes are in nA and spread over the area of their compartment: 1 nA/um2 = 100 mA/cm2.
     */
    private Kernel current(Block block) {
        KernelBuilder builder = builder(false, List.of());
        Values values = builder.values;
        int v = builder.environment.get(new Cell.OfEngine(Engine.V));
        builder.statements.block(block);
        Tangents byVoltage = Tangents.by(values, v);
        int total = values.constant(0);
        int conductance = values.constant(0);
        for (MembraneCurrent current : mechanism.currents()) {
            values.at(current.place() instanceof Place.OfIon p ? p.ion().where() : block.where());
            int outward = perArea(builder, builder.expressions.read(current.place()));
            int slope = byVoltage.of(outward);
            if (current.place() instanceof Place.OfIon ion) {
                accumulate(builder, ion, Quantity.CURRENT, outward);
                accumulate(builder, ion, Quantity.CONDUCTANCE, slope);
            }
            total = current.electrode() ? values.sub(total, outward) : values.add(total, outward);
            conductance = current.electrode() ? values.sub(conductance, slope) : values.add(conductance, slope);
        }
        accumulate(builder, Memory.rightHandSide(), values.neg(total));
        accumulate(builder, Memory.diagonal(), conductance);
        return builder.finish(named("current"));
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
    private List<@Nullable Kernel> withoutUnreadStores(List<Kernel> kernels) {
        List<@Nullable Kernel> lean = new ArrayList<>(kernels);
        Set<Field> loaded = null;
        Set<Field> before;
        do {
            before = loaded;
            Set<Field> read = before;
            for (int i = 0; i < lean.size(); i++) {
                Kernel kernel = lean.get(i);
                if (kernel != null) {
                    lean.set(i, DeadCode.remove(kernel,
                            field -> memory.isVisible(field) || read == null || read.contains(field)));
                }
            }
            loaded = Reads.of(lean);
        } while (!loaded.equals(before));
        lean.replaceAll(k -> k == null || k.body().isEmpty() ? null : k);
        return lean;
    }

    /** Every variable that some kernel touches or somebody observes. */
    private List<Field> stored(List<@Nullable Kernel> kernels) {
        Set<Field> fields = new LinkedHashSet<>();
        for (Variable variable : mechanism.variables()) {
            if (memory.layout().observed().contains(variable.name()) && memory.asIon(variable).isEmpty()) {
                fields.add(memory.of(variable));
            }
        }
        for (Kernel kernel : kernels) {
            if (kernel != null) {
                kernel.fields().stream().filter(f -> f.symbol() instanceof Symbol.OfVariable).forEach(fields::add);
            }
        }
        return List.copyOf(fields);
    }
}
