package huxley.solver.lowering;

import huxley.neuron.mechanism.Mechanism.Equations;
import huxley.neuron.mechanism.Place.Engine;
import huxley.solver.lowering.Dependence.Degree;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * METHOD derivimplicit: x1 = x0 + dt f(x1). Where f is affine in the states this is one linear system, otherwise Newton's
 * method with the symbolic Jacobian. STEADYSTATE is a step of 1e9 ms, as in NEURON. Afterwards the block is evaluated at
 * the new states, for what it assigns besides.
 */
final class ImplicitEuler {
    /** The step, ms, that stands for eternity. */
    static final double ETERNITY_MS = 1e9;

    private final KernelBuilder kernel;
    private final Values values;
    private final Equations equations;
    private final boolean steadyState;

    private ImplicitEuler(KernelBuilder kernel, Equations equations, boolean steadyState) {
        this.kernel = kernel;
        this.values = kernel.values;
        this.equations = equations;
        this.steadyState = steadyState;
    }

    static void advance(KernelBuilder kernel, Equations equations, boolean steadyState) {
        new ImplicitEuler(kernel, equations, steadyState).advance();
    }

    private void advance() {
        Map<Cell, Integer> before = kernel.environment.snapshot();
        Rates rates = Rates.of(kernel, equations);
        List<Cell> states = rates.states();
        int[] slopes = rates.values();
        kernel.environment.restore(before);
        int[] start = now(states);
        if (isAffine(start, slopes)) {
            int[] change = change(start, start, slopes);
            for (int i = 0; i < change.length; i++) {
                kernel.environment.set(states.get(i), values.add(start[i], change[i]));
            }
        } else {
            Set<Cell> assigned = new LinkedHashSet<>(Assignments.in(kernel.mechanism, equations.body()));
            new Newton(kernel).solve(assigned, () -> {
                int[] x = now(states);
                Rates here = Rates.of(kernel, equations);
                return new Newton.Correction(states, change(start, x, here.values()));
            });
        }
        Rates.of(kernel, equations);
    }

    /** METHOD matexp: the exact solution of equations affine in the states, all else held. */
    static void exponential(KernelBuilder kernel, Equations equations) {
        new ImplicitEuler(kernel, equations, false).exponential();
    }

    private void exponential() {
        Map<Cell, Integer> before = kernel.environment.snapshot();
        Set<Cell> states = new LinkedHashSet<>(Rates.of(kernel, equations).states());
        kernel.environment.restore(before);
        Set<Cell> assigned = new LinkedHashSet<>(Assignments.in(kernel.mechanism, equations.body()));
        kernel.withLeaves(states, assigned, () -> {
            Rates rates = Rates.of(kernel, equations);
            int[] x = now(rates.states());
            int[] f = rates.values();
            if (!isAffine(x, f)) {
                throw LoweringError.at(equations.body().where(), "matexp needs equations that are linear in the states",
                        "write METHOD derivimplicit");
            }
            int[][] slopes = new int[x.length][x.length];
            for (int j = 0; j < x.length; j++) {
                Tangents byState = Tangents.by(values, x[j]);
                for (int i = 0; i < x.length; i++) {
                    slopes[i][j] = byState.of(f[i]);
                }
            }
            int[] change = new MatrixExponential(kernel, slopes, f)
                    .change(kernel.environment.get(new Cell.OfEngine(Engine.DT)));
            for (int i = 0; i < x.length; i++) {
                kernel.environment.set(rates.states().get(i), values.add(x[i], change[i]));
            }
        });
        Rates.of(kernel, equations);
    }

    private int[] now(List<Cell> states) {
        return states.stream().mapToInt(kernel.environment::get).toArray();
    }

    private boolean isAffine(int[] start, int[] slopes) {
        Set<Integer> unknowns = new HashSet<>();
        for (int id : start) {
            if (!values.isLeaf(id) || !unknowns.add(id)) {
                return false;
            }
        }
        Dependence dependence = new Dependence(values, unknowns);
        return IntStream.of(slopes).noneMatch(f -> dependence.degree(f) == Degree.NONLINEAR);
    }

    /** Solves (1 - dt f'(x)) change = dt f(x) - (x - start). */
    private int[] change(int[] start, int[] x, int[] f) {
        int dt = steadyState ? values.constant(ETERNITY_MS) : kernel.environment.get(new Cell.OfEngine(Engine.DT));
        int n = x.length;
        Elimination system = new Elimination(values, n);
        for (int j = 0; j < n; j++) {
            Tangents byState = Tangents.by(values, x[j]);
            for (int i = 0; i < n; i++) {
                int entry = values.neg(values.mul(dt, byState.of(f[i])));
                system.setEntry(i, j, i == j ? values.add(values.constant(1), entry) : entry);
            }
        }
        for (int i = 0; i < n; i++) {
            int step = values.mul(dt, f[i]);
            system.setRightHandSide(i, x[i] == start[i] ? step : values.sub(step, values.sub(x[i], start[i])));
        }
        return steadyState ? system.solveByPivoting() : system.solveByDiagonal(Set.of());
    }
}
