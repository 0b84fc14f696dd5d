package huxley.solver.lowering;

import huxley.neuron.mechanism.Expression;
import huxley.neuron.mechanism.Mechanism.NetReceive;
import huxley.neuron.mechanism.Place;
import huxley.neuron.mechanism.Place.Local;
import huxley.neuron.mechanism.Statement;
import huxley.neuron.mechanism.Statement.Block;
import huxley.solver.program.Instruction;
import huxley.solver.program.Instruction.Effect;
import huxley.solver.program.Op;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lowers statements: conditions become selections, loops of known length are unrolled, procedures are inlined. */
final class Statements {
    /** FROM loops with at most this many rounds, known beforehand, are unrolled. */
    private static final int LONGEST_UNROLLED = 512;
    /** A loop that runs longer than this is taken for endless. */
    static final int ROUNDS_LIMIT = 1_000_000;

    private final KernelBuilder kernel;
    private final Values values;
    private @Nullable EquationSink sink;

    Statements(KernelBuilder kernel) {
        this.kernel = kernel;
        this.values = kernel.values;
    }

    /** Lowers the statements of an equation block; what is not an ordinary statement goes to {@code equations}. */
    void block(Block block, EquationSink equations) {
        EquationSink outer = sink;
        sink = equations;
        block(block);
        sink = outer;
    }

    void block(Block block) {
        for (Local local : block.locals()) {
            for (int i = 0; i < local.length(); i++) {
                kernel.environment.set(new Cell.OfLocal(local, i), values.constant(0));
            }
        }
        block.statements().forEach(this::statement);
        for (Local local : block.locals()) {
            for (int i = 0; i < local.length(); i++) {
                kernel.environment.forget(new Cell.OfLocal(local, i));
            }
        }
    }

    private void statement(Statement statement) {
        values.at(statement.where());
        switch (statement) {
        case Block s -> block(s);
        case Statement.Assign s -> assign(s.target(), kernel.expressions.lower(s.value()));
        case Statement.If s -> condition(s);
        case Statement.While s -> repeat(s);
        case Statement.For s -> count(s);
        case Statement.CallProcedure s -> kernel.expressions.call(s.procedure(),
                kernel.expressions.lowerAll(s.arguments()));
        case Statement.Evaluate s -> kernel.expressions.lower(s.expression());
        case Statement.Solve s -> new Solver(kernel).solve(s);
        case Statement.Derivative s -> equations(s).derivative(s);
        case Statement.Equation s -> equations(s).equation(s);
        case Statement.Reaction s -> equations(s).reaction(s);
        case Statement.Flux s -> equations(s).flux(s);
        case Statement.Conserve s -> equations(s).conserve(s);
        case Statement.CompartmentVolume s -> equations(s).volume(s);
        case Statement.LongitudinalDiffusion s -> equations(s).diffusion(s);
        case Statement.Table ignored -> {
        }
        case Statement.NetSend s -> kernel.effect(Effect.Kind.NET_SEND, kernel.expressions.lower(s.delay_ms()),
                kernel.expressions.lower(s.flag()));
        case Statement.NetMove s ->
            kernel.effect(Effect.Kind.NET_MOVE, kernel.expressions.lower(s.time_ms()), Values.NONE);
        case Statement.NetEvent s ->
            kernel.effect(Effect.Kind.NET_EVENT, kernel.expressions.lower(s.time_ms()), Values.NONE);
        case Statement.Watch s -> kernel.effect(Effect.Kind.WATCH, index(s, Statement.Watch.class),
                kernel.expressions.lower(s.flag()));
        case Statement.ForNetcons s -> {
            forNetcons(s);
            kernel.effect(Effect.Kind.FOR_NETCONS, index(s, Statement.ForNetcons.class), Values.NONE);
        }
        case Statement.SetSequence s -> values.emit(new Instruction.StoreElement(kernel.memory.of(s.stream()),
                values.constant(0), kernel.expressions.lower(s.value()), kernel.predicate(), s.where()));
        }
    }

    /** The index of a statement among its kind in NET_RECEIVE. */
    private int index(Statement statement, Class<? extends Statement> kind) {
        NetReceive receive = kernel.mechanism.netReceive();
        int index = receive == null ? -1 : Blocks.all(receive.body(), kind).indexOf(statement);
        if (index < 0) {
            throw LoweringError.at(statement.where(), "this statement stands outside NET_RECEIVE", null);
        }
        return values.constant(index);
    }

    /** The body runs when NET_RECEIVE is over, so it cannot see what is local to it. */
    private void forNetcons(Statement.ForNetcons s) {
        Set<Local> own = new HashSet<>(s.arguments());
        Visit.all(s.body(), inner -> {
            if (inner instanceof Block b) {
                own.addAll(b.locals());
            } else if (inner instanceof Statement.For f) {
                own.add(f.counter());
            }
        }, e -> {
            if (e instanceof Expression.Read r && r.place() instanceof Place.OfLocal p && !own.contains(p.local())) {
                throw LoweringError.at(r.where(), "FOR_NETCONS cannot read " + p.local().name()
                        + ", which is local to NET_RECEIVE", "keep it in an ASSIGNED variable");
            }
        });
    }

    private EquationSink equations(Statement statement) {
        if (sink == null) {
            throw LoweringError.at(statement.where(), "an equation outside a block that is solved", null);
        }
        return sink;
    }

    /** Gives a place its value from here on. */
    void assign(Place place, int value) {
        switch (place) {
        case Place.OfIon p -> kernel.environment.set(new Cell.OfIon(p.ion(), p.quantity()), value);
        case Place.OfEngine p -> kernel.environment.set(new Cell.OfEngine(p.quantity()), value);
        case Place.OfLocal p -> {
            int index = p.index() == null ? values.constant(0) : kernel.expressions.lower(p.index());
            assignElement(index, p.local().length(), i -> new Cell.OfLocal(p.local(), i), value);
        }
        case Place.OfVariable p -> {
            int index = p.index() == null ? values.constant(0) : kernel.expressions.lower(p.index());
            if (kernel.memory.inMemory(p.variable())) {
                values.emit(new Instruction.StoreElement(kernel.memory.of(p.variable()),
                        kernel.expressions.safeIndex(index), value, kernel.predicate(), values.where()));
            } else {
                assignElement(index, p.variable().length(), i -> kernel.cell(p.variable(), i), value);
            }
        }
        }
    }

    private void assignElement(int index, int length, Expressions.Elements elements, int value) {
        if (values.isConstant(index)) {
            kernel.environment.set(elements.at(kernel.expressions.checkedIndex(index, length)), value);
            return;
        }
        for (int i = 0; i < length; i++) {
            int here = values.apply(Op.EQ, kernel.expressions.truncated(index), values.constant(i));
            Cell cell = elements.at(i);
            kernel.environment.set(cell, values.select(here, value, kernel.environment.get(cell)));
        }
    }

    private void condition(Statement.If s) {
        int condition = kernel.expressions.lower(s.condition());
        if (values.isConstant(condition)) {
            if (values.constantValue(condition) != 0) {
                block(s.then());
            } else if (s.otherwise() != null) {
                block(s.otherwise());
            }
            return;
        }
        Map<Cell, Integer> before = kernel.environment.snapshot();
        kernel.under(condition, () -> block(s.then()));
        Map<Cell, Integer> then = kernel.environment.snapshot();
        kernel.environment.restore(before);
        Block otherwise = s.otherwise();
        if (otherwise != null) {
            kernel.under(values.apply(Op.NOT, condition), () -> block(otherwise));
        }
        values.at(s.where());
        kernel.environment.merge(condition, then);
    }

    private void repeat(Statement.While s) {
        Set<Cell> assigned = Assignments.in(kernel.mechanism, s.body());
        assigned.addAll(Assignments.in(kernel.mechanism, s.condition()));
        kernel.loop(assigned, new int[0], more -> kernel.expressions.lower(s.condition()), more -> {
            block(s.body());
            return more;
        }, ROUNDS_LIMIT);
    }

    private void count(Statement.For s) {
        int from = kernel.expressions.truncated(kernel.expressions.lower(s.from()));
        int to = kernel.expressions.truncated(kernel.expressions.lower(s.to()));
        int by = kernel.expressions.truncated(kernel.expressions.lower(s.by()));
        Cell counter = new Cell.OfLocal(s.counter(), 0);
        if (values.isConstant(from) && values.isConstant(to) && values.isConstant(by)
                && rounds(from, to, by) <= LONGEST_UNROLLED) {
            double step = values.constantValue(by);
            for (int i = 0; i < rounds(from, to, by); i++) {
                kernel.environment.set(counter, values.constant(values.constantValue(from) + i * step));
                block(s.body());
            }
            return;
        }
        Set<Cell> assigned = new LinkedHashSet<>(Assignments.in(kernel.mechanism, s.body()));
        assigned.remove(counter);
        kernel.loop(assigned, new int[] {from}, more -> values.apply(Op.LE, more[0], to), more -> {
            kernel.environment.set(counter, more[0]);
            block(s.body());
            return new int[] {values.add(kernel.environment.get(counter), by)};
        }, ROUNDS_LIMIT);
    }

    private double rounds(int from, int to, int by) {
        double step = values.constantValue(by);
        if (step <= 0) {
            throw LoweringError.at(values.where(), "FROM loop with step " + step, "the step must be positive");
        }
        return Math.max(0, Math.floor((values.constantValue(to) - values.constantValue(from)) / step) + 1);
    }
}
