package huxley.solver.lowering;

import huxley.neuron.mechanism.Mechanism.Equations;
import huxley.neuron.mechanism.Place;
import huxley.neuron.mechanism.Place.Engine;
import huxley.neuron.mechanism.Place.Local;
import huxley.neuron.mechanism.Statement;
import huxley.neuron.mechanism.Statement.Term;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.mechanism.Variable.Role;
import huxley.solver.program.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * KINETIC blocks by implicit Euler, as NEURON's sparse method: volume (x1 - x0) = dt flux(x1), with the Jacobian of the
 * mass-action terms (rate coefficients count as constants). A scheme whose reactions are all of first order takes one linear
 * system; others repeat until the corrections sum to at most 1e-6, negative states being set to 0 (so does NEURON, and its
 * traces show it). Afterwards the block is evaluated at the new states, for what it assigns besides. CONSERVE replaces the
 * equation of the last state it names; its states count with their volumes.
 */
final class Kinetics implements EquationSink {
    private static final double TOLERANCE = 1e-6;
    private static final int ROUNDS_LIMIT = 101;
    /** Steps of 1e9 ms that NEURON takes towards the steady state of a scheme that is not linear. */
    private static final int STEPS_TO_STEADY_STATE = 7;

    /** A conservation law: the sum of {@code coefficients} times volume times state is {@code total}. */
    private record Law(Map<Cell, Integer> coefficients, int total, Statement.Conserve statement) {
    }

    private record Entry(Cell row, Cell column) {
    }

    private final KernelBuilder kernel;
    private final Values values;
    /** Cells of their own for sums, so that conditions around a reaction select as they do for any assignment. */
    private final Map<Cell, Cell> fluxes = new LinkedHashMap<>();
    private final Map<Entry, Cell> jacobian = new HashMap<>();
    private final Map<Cell, Cell> volumes = new HashMap<>();
    private final Map<Cell, Cell> diffusions = new LinkedHashMap<>();
    private final List<Law> laws = new ArrayList<>();
    private boolean linear = true;

    private Kinetics(KernelBuilder kernel) {
        this.kernel = kernel;
        this.values = kernel.values;
    }

    /** METHOD matexp: the exact solution of a scheme whose reactions are all of first order, its rates held. */
    static void exponential(KernelBuilder kernel, Equations equations) {
        Kinetics scheme = of(kernel, equations);
        if (!scheme.linear) {
            throw LoweringError.at(equations.body().where(), "matexp needs reactions of first order",
                    "write METHOD sparse");
        }
        List<Cell> states = scheme.states();
        int n = states.size();
        int[] x = scheme.now();
        int[][] slopes = new int[n][n];
        int[] rates = new int[n];
        for (int i = 0; i < n; i++) {
            int volume = scheme.volumeOf(states.get(i));
            rates[i] = kernel.values.div(
                    kernel.environment.get(Objects.requireNonNull(scheme.fluxes.get(states.get(i)))),
                    volume);
            for (int j = 0; j < n; j++) {
                Cell sum = scheme.jacobian.get(new Entry(states.get(i), states.get(j)));
                slopes[i][j] = sum == null
                        ? kernel.values.constant(0)
                        : kernel.values.div(kernel.environment.get(sum), volume);
            }
        }
        int[] change = new MatrixExponential(kernel, slopes, rates).change(dt(kernel));
        for (int i = 0; i < n; i++) {
            kernel.environment.set(states.get(i), kernel.values.add(x[i], change[i]));
        }
        of(kernel, equations);
    }

    static void advance(KernelBuilder kernel, Equations equations, boolean steadyState) {
        Map<Cell, Integer> before = kernel.environment.snapshot();
        Kinetics scheme = of(kernel, equations);
        Set<Cell> assigned = new LinkedHashSet<>(Assignments.in(kernel.mechanism, equations.body()));
        Values values = kernel.values;
        if (steadyState) {
            kernel.environment.restore(before);
            toSteadyState(kernel, equations, scheme, assigned);
        } else if (scheme.linear) {
            scheme.correct(scheme.change(scheme.now(), dt(kernel)), false);
        } else {
            kernel.environment.restore(before);
            iterate(kernel, equations, scheme, assigned, dt(kernel));
        }
        values.at(equations.body().where());
        of(kernel, equations);
        if (!scheme.diffusions.isEmpty()) {
            prepareDiffusion(kernel, equations);
        }
    }

    private static int dt(KernelBuilder kernel) {
        return kernel.environment.get(new Cell.OfEngine(Engine.DT));
    }

    /** Stores what the engine needs to let states diffuse along the cable; nothing else changes. */
    static void prepareDiffusion(KernelBuilder kernel, Equations equations) {
        Map<Cell, Integer> before = kernel.environment.snapshot();
        Kinetics scheme = of(kernel, equations);
        scheme.diffusions.forEach(
                (state, coefficient) -> kernel.diffuse(state, kernel.environment.get(coefficient),
                        scheme.volumeOf(state)));
        kernel.environment.restore(before);
    }

    /** The scheme at the present states. */
    private static Kinetics of(KernelBuilder kernel, Equations equations) {
        Kinetics scheme = new Kinetics(kernel);
        kernel.statements.block(equations.body(), scheme);
        return scheme;
    }

    private static void iterate(KernelBuilder kernel, Equations equations, Kinetics first, Set<Cell> assigned, int dt) {
        Values values = kernel.values;
        int[] start = first.now();
        int far = values.constant(1);
        kernel.loop(assigned, new int[] {far},
                more -> values.apply(Op.GT, more[0], values.constant(TOLERANCE)), more -> {
                    Kinetics here = of(kernel, equations);
                    return new int[] {here.correct(here.change(start, dt), true)};
                }, ROUNDS_LIMIT);
    }

    private static void toSteadyState(KernelBuilder kernel, Equations equations, Kinetics first, Set<Cell> assigned) {
        Values values = kernel.values;
        int eternity = values.constant(ImplicitEuler.ETERNITY_MS);
        if (first.linear) {
            iterate(kernel, equations, first, assigned, eternity);
            return;
        }
        int steps = values.constant(STEPS_TO_STEADY_STATE);
        kernel.loop(assigned, new int[] {steps}, more -> more[0], more -> {
            Kinetics here = of(kernel, equations);
            int[] start = here.now();
            here.correct(here.change(start, eternity), false);
            return new int[] {values.sub(more[0], values.constant(1))};
        }, STEPS_TO_STEADY_STATE + 1);
    }

    private List<Cell> states() {
        return new ArrayList<>(fluxes.keySet());
    }

    private int volumeOf(Cell state) {
        Cell volume = volumes.get(state);
        return volume == null ? values.constant(1) : kernel.environment.get(volume);
    }

    private int[] now() {
        return fluxes.keySet().stream().mapToInt(kernel.environment::get).toArray();
    }

    /** Adds the changes to the states; returns the sum of their sizes. */
    private int correct(int[] change, boolean clip) {
        List<Cell> states = states();
        int size = values.constant(0);
        for (int i = 0; i < change.length; i++) {
            int x = values.add(kernel.environment.get(states.get(i)), change[i]);
            if (clip) {
                x = values.select(values.apply(Op.LT, x, values.constant(0)), values.constant(0), x);
            }
            kernel.environment.set(states.get(i), x);
            size = values.add(size, values.apply(Op.ABS, change[i]));
        }
        return size;
    }

    /** Solves (volume - dt J) change = dt flux - volume (x - start), with conservation laws in their rows. */
    private int[] change(int[] start, int dt) {
        List<Cell> states = states();
        int[] x = now();
        Elimination system = new Elimination(values, x.length);
        for (int i = 0; i < x.length; i++) {
            Cell row = states.get(i);
            for (int j = 0; j < x.length; j++) {
                Cell sum = jacobian.get(new Entry(row, states.get(j)));
                int entry = sum == null
                        ? values.constant(0)
                        : values.neg(values.mul(dt, kernel.environment.get(sum)));
                system.setEntry(i, j, i == j ? values.add(volumeOf(row), entry) : entry);
            }
            int step = values.mul(dt, kernel.environment.get(Objects.requireNonNull(fluxes.get(row))));
            int moved = x[i] == start[i]
                    ? values.constant(0)
                    : values.mul(volumeOf(row), values.sub(x[i], start[i]));
            system.setRightHandSide(i, values.sub(step, moved));
        }
        return system.solveByDiagonal(imposeLaws(system, states, x));
    }

    private Set<Integer> imposeLaws(Elimination system, List<Cell> states, int[] x) {
        Set<Integer> rows = new HashSet<>();
        for (Law law : laws) {
            int row = -1;
            int missing = law.total;
            for (Cell named : law.coefficients.keySet()) {
                int i = states.indexOf(named);
                row = i >= 0 && !rows.contains(i) ? i : row;
            }
            if (row < 0) {
                throw LoweringError.at(law.statement.where(), "CONSERVE names no state that reacts", null);
            }
            for (int j = 0; j < x.length; j++) {
                int coefficient = law.coefficients.getOrDefault(states.get(j), values.constant(0));
                int weight = values.mul(coefficient, volumeOf(states.get(j)));
                system.setEntry(row, j, weight);
                missing = values.sub(missing, values.mul(weight, x[j]));
            }
            system.setRightHandSide(row, missing);
            rows.add(row);
        }
        return rows;
    }

    @Override
    public void reaction(Statement.Reaction s) {
        int forward = kernel.expressions.lower(s.forward());
        int backward = kernel.expressions.lower(s.backward());
        int net = values.sub(product(forward, s.left(), -1), product(backward, s.right(), -1));
        List<Term> reactants = new ArrayList<>(s.left());
        s.right().forEach(t -> reactants.add(new Term(-t.count(), t.place(), t.where())));
        for (Term consumed : reactants) {
            Cell row = state(consumed);
            if (row != null) {
                addFlux(row, values.mul(values.constant(-consumed.count()), net));
                addSlopes(row, -consumed.count(), forward, s.left());
                addSlopes(row, consumed.count(), backward, s.right());
            }
        }
        linear &= order(s.left()) <= 1 && order(s.right()) <= 1;
    }

    private double order(List<Term> side) {
        return side.stream().filter(t -> state(t) != null).mapToDouble(Term::count).sum();
    }

    /** rate times the product of all terms to the power of their counts, but term {@code without} lowered by one. */
    private int product(int rate, List<Term> side, int without) {
        int product = rate;
        for (int i = 0; i < side.size(); i++) {
            double power = side.get(i).count() - (i == without ? 1 : 0);
            int x = kernel.expressions.read(side.get(i).place());
            product = values.mul(product, values.apply(Op.POW, x, values.constant(power)));
        }
        return product;
    }

    private void addSlopes(Cell row, double factor, int rate, List<Term> side) {
        for (int i = 0; i < side.size(); i++) {
            Cell column = state(side.get(i));
            if (column != null) {
                int slope = values.mul(product(rate, side, i), values.constant(factor * side.get(i).count()));
                add(jacobian.computeIfAbsent(new Entry(row, column), e -> sum()), slope);
            }
        }
    }

    private static Cell sum() {
        return new Cell.OfLocal(new Local("sum", 1), 0);
    }

    private void add(Cell sum, int value) {
        kernel.environment.set(sum, values.add(kernel.environment.get(sum), value));
    }

    private void addFlux(Cell state, int flux) {
        add(fluxes.computeIfAbsent(state, s -> sum()), flux);
    }

    /** The state a term stands for, or null for a quantity that the scheme does not change. */
    private @Nullable Cell state(Term term) {
        return switch (term.place()) {
        case Place.OfVariable p when p.variable().role() == Role.STATE -> kernel.expressions.cell(p);
        case Place.OfIon p when kernel.mechanism.variable(p.ion().nameOf(p.quantity()))
                .filter(v -> v.role() == Role.STATE).isPresent() ->
            new Cell.OfIon(p.ion(), p.quantity());
        default -> null;
        };
    }

    @Override
    public void flux(Statement.Flux s) {
        Cell state = state(s.state());
        if (state == null) {
            throw LoweringError.at(s.where(), "a flux into something that is no STATE", null);
        }
        addFlux(state, values.mul(values.constant(s.state().count()), kernel.expressions.lower(s.rate())));
    }

    /** Coefficients of a sum of states are what it yields for each state at 1 and all others at 0. */
    @Override
    public void conserve(Statement.Conserve s) {
        int total = kernel.expressions.lower(s.right());
        Map<Cell, Integer> before = kernel.environment.snapshot();
        Map<Cell, Integer> coefficients = new LinkedHashMap<>();
        List<Cell> named = new ArrayList<>();
        for (Variable state : Assignments.statesReadIn(s)) {
            for (int i = 0; i < state.length(); i++) {
                named.add(kernel.cell(state, i));
            }
        }
        named.forEach(c -> kernel.environment.set(c, values.constant(0)));
        int offset = kernel.expressions.lower(s.left());
        for (Cell state : named) {
            kernel.environment.set(state, values.constant(1));
            int coefficient = values.sub(kernel.expressions.lower(s.left()), offset);
            kernel.environment.set(state, values.constant(0));
            if (!values.isConstant(coefficient, 0)) {
                coefficients.put(state, coefficient);
            }
        }
        kernel.environment.restore(before);
        laws.add(new Law(coefficients, values.sub(total, offset), s));
    }

    @Override
    public void volume(Statement.CompartmentVolume s) {
        forEachElement(s.index(), s.states(), (state, index) -> {
            kernel.environment.set(volumes.computeIfAbsent(state, c -> sum()), kernel.expressions.lower(s.volume()));
        });
    }

    @Override
    public void diffusion(Statement.LongitudinalDiffusion s) {
        forEachElement(s.index(), s.states(), (state, index) -> {
            kernel.environment.set(diffusions.computeIfAbsent(state, c -> sum()),
                    kernel.expressions.lower(s.coefficient()));
        });
    }

    private interface ElementAction {
        void accept(Cell state, int index);
    }

    private void forEachElement(@Nullable Local index, List<Variable> states, ElementAction action) {
        for (Variable state : states) {
            for (int i = 0; i < state.length(); i++) {
                if (index != null) {
                    kernel.environment.set(new Cell.OfLocal(index, 0), values.constant(i));
                }
                action.accept(kernel.cell(state, i), i);
            }
        }
    }
}
