package huxley.solver.lowering;

import huxley.neuron.mechanism.Mechanism.Equations;
import huxley.neuron.mechanism.Place.Local;
import huxley.neuron.mechanism.Statement;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.mechanism.Variable.Role;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** LINEAR and NONLINEAR blocks: equations between states, solved by elimination with pivoting, or Newton's method. */
final class Algebraic implements EquationSink {
    private final KernelBuilder kernel;
    private final Values values;
    /** What is left of each equation: left - right, in cells of their own for the sake of conditions. */
    private final List<Cell> residuals = new ArrayList<>();

    private Algebraic(KernelBuilder kernel) {
        this.kernel = kernel;
        this.values = kernel.values;
    }

    static void solve(KernelBuilder kernel, Equations equations) {
        List<Cell> unknowns = unknowns(kernel, equations);
        Set<Cell> assigned = new LinkedHashSet<>(Assignments.in(kernel.mechanism, equations.body()));
        assigned.addAll(unknowns);
        if (equations.form() == Equations.Form.LINEAR) {
            kernel.withLeaves(new LinkedHashSet<>(unknowns), assigned, () -> {
                int[] change = correction(kernel, equations, unknowns);
                for (int i = 0; i < change.length; i++) {
                    Cell unknown = unknowns.get(i);
                    kernel.environment.set(unknown,
                            kernel.values.add(kernel.environment.get(unknown), change[i]));
                }
            });
        } else {
            new Newton(kernel).solve(assigned,
                    () -> new Newton.Correction(unknowns, correction(kernel, equations, unknowns)));
        }
    }

    /** SOLVEFOR, or all states that the equations mention. */
    private static List<Cell> unknowns(KernelBuilder kernel, Equations equations) {
        List<Cell> unknowns = new ArrayList<>();
        Set<Variable> mentioned = Assignments.statesReadIn(equations.body());
        for (Variable variable : equations.solveFor().isEmpty() ? kernel.mechanism.variables() : equations.solveFor()) {
            if (variable.role() == Role.STATE && (!equations.solveFor().isEmpty() || mentioned.contains(variable))) {
                for (int i = 0; i < variable.length(); i++) {
                    unknowns.add(kernel.cell(variable, i));
                }
            }
        }
        return unknowns;
    }

    private static int[] correction(KernelBuilder kernel, Equations equations, List<Cell> unknowns) {
        int[] x = unknowns.stream().mapToInt(kernel.environment::get).toArray();
        Algebraic sink = new Algebraic(kernel);
        kernel.statements.block(equations.body(), sink);
        return sink.correction(equations, x);
    }

    private int[] correction(Equations equations, int[] x) {
        if (residuals.size() != x.length) {
            throw LoweringError.at(equations.body().where(),
                    residuals.size() + " equations for " + x.length + " unknowns in " + equations.name(),
                    "each state that appears needs one equation");
        }
        int[] residual = residuals.stream().mapToInt(kernel.environment::get).toArray();
        Elimination system = new Elimination(values, x.length);
        for (int j = 0; j < x.length; j++) {
            Tangents byUnknown = Tangents.by(values, x[j]);
            for (int i = 0; i < x.length; i++) {
                system.setEntry(i, j, byUnknown.of(residual[i]));
            }
        }
        for (int i = 0; i < x.length; i++) {
            system.setRightHandSide(i, values.neg(residual[i]));
        }
        return system.solveByPivoting();
    }

    @Override
    public void equation(Statement.Equation s) {
        int left = kernel.expressions.lower(s.left());
        int right = kernel.expressions.lower(s.right());
        Cell residual = new Cell.OfLocal(new Local("residual", 1), 0);
        kernel.environment.set(residual, values.sub(left, right));
        residuals.add(residual);
    }
}
