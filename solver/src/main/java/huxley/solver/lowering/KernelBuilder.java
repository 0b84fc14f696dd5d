package huxley.solver.lowering;

import huxley.neuron.mechanism.Ion;
import huxley.neuron.mechanism.Ion.Quantity;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Place.Engine;
import huxley.neuron.mechanism.Place.Local;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Span;
import huxley.solver.kernel.LoweredMechanism.Diffusion;
import huxley.solver.precision.Precision;
import huxley.solver.program.Field;
import huxley.solver.program.Instruction;
import huxley.solver.program.Kernel;
import huxley.solver.program.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * One kernel being lowered: its values, what each cell holds at this point, and under which condition this point is
 * reached. Statements and expressions are lowered by {@link Statements} and {@link Expressions}.
 */
final class KernelBuilder {
    final Mechanism mechanism;
    final Memory memory;
    final Values values;
    final Environment environment;
    final Expressions expressions;
    final Statements statements;
    private final String name;
    private final boolean event;
    private final List<Local> weights;
    private final Set<Diffusion> diffusions = new LinkedHashSet<>();
    private final Set<Problem> warnings = new LinkedHashSet<>();
    private int predicate = Values.NONE;

    /**
     * @param event whether the kernel handles one event (NET_RECEIVE) rather than sweeps over instances
     * @param weights the arguments of NET_RECEIVE, empty for a sweep
     */
    KernelBuilder(String name, Mechanism mechanism, Memory memory, boolean event, List<Local> weights) {
        this.name = name;
        this.mechanism = mechanism;
        this.memory = memory;
        this.event = event;
        this.weights = List.copyOf(weights);
        this.values = new Values(Span.none(mechanism.name()));
        this.environment = new Environment(values, this::initialValue);
        this.expressions = new Expressions(this);
        this.statements = new Statements(this);
    }

    /** The condition under which this point is reached; {@link Values#NONE} for always. */
    int predicate() {
        return predicate;
    }

    /** Lowers a part that runs only where {@code condition} holds as well. */
    void under(int condition, Runnable part) {
        int outer = predicate;
        predicate = both(outer, condition);
        part.run();
        predicate = outer;
    }

    private int both(int a, int b) {
        return a == Values.NONE ? b : b == Values.NONE ? a : values.apply(Op.AND, a, b);
    }

    /** The cell of a variable's element; a state that is an ion's concentration is the ion's. */
    Cell cell(Variable variable, int element) {
        return memory.asIon(variable).<Cell>map(ion -> ion).orElseGet(() -> new Cell.OfVariable(variable, element));
    }

    /**
     * A loop at run time. {@code assigned} are the cells that body may assign; they hold their last values afterwards.
     *
     * @param more further values carried, such as a counter
     */
    int[] loop(Set<Cell> assigned, int[] more, LoopCondition condition, LoopBody body, int limit) {
        List<Cell> carried = new ArrayList<>(elementsOf(assigned));
        int[] initial = new int[carried.size() + more.length];
        for (int i = 0; i < carried.size(); i++) {
            initial[i] = environment.get(carried.get(i));
        }
        System.arraycopy(more, 0, initial, carried.size(), more.length);
        int[] parameters = values.openLoop(initial);
        int[] moreNow = Arrays.copyOfRange(parameters, carried.size(), parameters.length);
        setAll(carried, parameters);
        Map<Cell, Integer> atStart = environment.snapshot();
        int holds = both(predicate, condition.of(moreNow));
        environment.restore(atStart);
        values.beginBody(holds);
        int outer = predicate;
        predicate = Values.NONE;
        int[] moreNext = body.of(moreNow);
        predicate = outer;
        int[] next = new int[parameters.length];
        for (int i = 0; i < carried.size(); i++) {
            next[i] = environment.get(carried.get(i));
        }
        System.arraycopy(moreNext, 0, next, carried.size(), moreNext.length);
        values.closeLoop(next, limit);
        environment.restore(atStart);
        setAll(carried, parameters);
        return moreNow;
    }

    /** Yields the value that must not be 0 for another round. */
    interface LoopCondition {
        int of(int[] more);
    }

    /** Lowers one round and yields the next values of what is carried besides cells. */
    interface LoopBody {
        int[] of(int[] more);
    }

    /** Runs {@code part} with the cells as leaves, so that derivatives by them can be taken. */
    void withLeaves(Set<Cell> cells, Set<Cell> assigned, Runnable part) {
        boolean leaves = cells.stream().allMatch(c -> values.isLeaf(environment.get(c)))
                && cells.stream().map(environment::get).distinct().count() == cells.size();
        if (leaves) {
            part.run();
            return;
        }
        Set<Cell> carried = new LinkedHashSet<>(assigned);
        carried.addAll(cells);
        int once = values.constant(1);
        loop(carried, new int[] {once}, more -> more[0], more -> {
            part.run();
            return new int[] {values.constant(0)};
        }, 2);
    }

    private void setAll(List<Cell> cells, int[] ids) {
        for (int i = 0; i < cells.size(); i++) {
            environment.set(cells.get(i), ids[i]);
        }
    }

    private Set<Cell> elementsOf(Set<Cell> whole) {
        Set<Cell> elements = new LinkedHashSet<>();
        for (Cell cell : whole) {
            switch (cell) {
            case Cell.OfVariable c when memory.inMemory(c.variable()) -> {
            }
            case Cell.OfVariable c -> {
                for (int i = 0; i < c.variable().length(); i++) {
                    elements.add(cell(c.variable(), i));
                }
            }
            case Cell.OfLocal c -> {
                for (int i = 0; i < c.local().length(); i++) {
                    elements.add(new Cell.OfLocal(c.local(), i));
                }
            }
            case Cell.OfIon c -> elements.add(c);
            case Cell.OfEngine c -> elements.add(c);
            }
        }
        return elements;
    }

    private int initialValue(Cell cell) {
        return switch (cell) {
        case Cell.OfVariable c -> values.load(memory.of(c.variable()), c.element());
        case Cell.OfLocal c -> {
            int weight = weights.indexOf(c.local());
            yield weight >= 0 ? values.load(Memory.weight(weight), 0) : values.constant(0);
        }
        case Cell.OfIon c -> values.load(ionField(c.ion(), c.quantity()), 0);
        case Cell.OfEngine c -> values.load(memory.of(c.quantity(), event), 0);
        };
    }

    /** A current that is written but not read means the mechanism's own contribution. */
    private Field ionField(Ion ion, Quantity quantity) {
        boolean own = quantity == Quantity.CURRENT && ion.writes().contains(quantity)
                && !ion.reads().contains(quantity);
        return own ? memory.ownCurrent(ion) : memory.of(ion, quantity);
    }

    /** Ends the kernel: every cell that changed is stored. Nothing is left out yet, see {@link DeadCode}. */
    Kernel finish() {
        storeChanged();
        return new Kernel(name, List.of(), List.copyOf(values.body()), values.count(), event, Precision.DOUBLE,
                Precision.DOUBLE);
    }

    private void storeChanged() {
        for (Cell cell : environment.cells()) {
            int value = environment.get(cell);
            if (value == initialValue(cell)) {
                continue;
            }
            switch (cell) {
            case Cell.OfVariable c ->
                values.emit(new Instruction.Store(memory.of(c.variable()), c.element(), value, values.where()));
            case Cell.OfLocal c -> {
                int weight = weights.indexOf(c.local());
                if (weight >= 0) {
                    values.emit(new Instruction.Store(Memory.weight(weight), 0, value, values.where()));
                }
            }
            case Cell.OfIon c when c.quantity() == Quantity.CURRENT ->
                values.emit(new Instruction.Store(memory.ownCurrent(c.ion()), 0, value, values.where()));
            case Cell.OfIon c ->
                values.emit(new Instruction.StoreNode(memory.of(c.ion(), c.quantity()), value, values.where()));
            case Cell.OfEngine(Engine quantity) when quantity == Engine.V && event ->
                values.emit(new Instruction.StoreNode(memory.of(quantity, true), value, values.where()));
            case Cell.OfEngine ignored -> {
                // a sweep has a copy of the voltage
            }
            }
        }
    }

    /** Emits {@code kind} where the present condition holds. */
    void effect(Instruction.Effect.Kind kind, int a, int b) {
        values.emit(new Instruction.Effect(kind, a, b, predicate, values.where()));
    }

    /** Lets a state diffuse along the cable. */
    void diffuse(Cell state, int coefficient, int volume) {
        Field field = switch (state) {
        case Cell.OfVariable c -> memory.of(c.variable());
        case Cell.OfIon c -> memory.of(c.ion(), c.quantity());
        case Cell.OfLocal ignored -> throw new IllegalStateException("a local diffuses; please report");
        case Cell.OfEngine ignored -> throw new IllegalStateException("the engine's quantity diffuses; please report");
        };
        int element = state instanceof Cell.OfVariable c ? c.element() : 0;
        Diffusion diffusion = new Diffusion(field, memory.diffusion(field, "coefficient"),
                memory.diffusion(field, "volume"));
        values.emit(new Instruction.Store(diffusion.coefficient(), element, coefficient, values.where()));
        values.emit(new Instruction.Store(diffusion.volume(), element, volume, values.where()));
        diffusions.add(diffusion);
    }

    Set<Diffusion> diffusions() {
        return diffusions;
    }

    void warn(Span where, String message, String hint) {
        warnings.add(Problem.warning(where, message, hint));
    }

    Set<Problem> warnings() {
        return warnings;
    }

    /** Runs a part at another place of the source and comes back. */
    int at(Span span, IntSupplier part) {
        Span outer = values.where();
        values.at(span);
        int result = part.getAsInt();
        values.at(outer);
        return result;
    }
}
