package huxley.solver.lowering;

import huxley.neuron.mechanism.Mechanism.Equations;
import huxley.neuron.mechanism.Place.Engine;
import huxley.neuron.mechanism.Statement;
import huxley.solver.program.Op;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * METHOD cnexp: each equation x' = (a + b x) r is advanced by its exact solution with everything else held,
 * -a/b + (x + a/b) exp(dt b r), in the order of the block: later equations see earlier states already advanced. Where
 * b is 0, x + dt a r. Variables
 * computed before count as constants even where they depend on the state, as in NEURON.
 */
final class Exponential implements EquationSink {
    private final KernelBuilder kernel;
    private final Values values;

    private Statement.@Nullable Derivative nonlinear;

    private Exponential(KernelBuilder kernel) {
        this.kernel = kernel;
        this.values = kernel.values;
    }

    /**
     * Advances all states, unless an equation is not linear in its own state; that equation is the result, the caller must
     * then go back.
     */
    static Optional<Statement.Derivative> advance(KernelBuilder kernel, Equations equations) {
        Exponential method = new Exponential(kernel);
        kernel.statements.block(equations.body(), method);
        return Optional.ofNullable(method.nonlinear);
    }

    /** Advances all states by their exact solutions, unless some rate depends on another state or not affinely on its own. */
    static boolean exact(KernelBuilder kernel, Equations equations) {
        Exponential method = new Exponential(kernel);
        Rates rates = Rates.of(kernel, equations);
        List<Cell> states = rates.states();
        int[] x = new int[states.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = kernel.environment.get(states.get(i));
        }
        if (!method.isDecoupled(x, rates.values())) {
            return false;
        }
        for (int i = 0; i < x.length; i++) {
            Optional<Affine> affine = Affine.of(kernel.values, rates.values()[i], x[i]);
            if (affine.isEmpty()) {
                return false;
            }
            kernel.environment.set(states.get(i), method.advanced(x[i], affine.get()));
        }
        Rates.of(kernel, equations);
        return true;
    }

    private boolean isDecoupled(int[] x, int[] rates) {
        for (int j = 0; j < x.length; j++) {
            Dependence onOne = new Dependence(values, Set.of(x[j]));
            for (int i = 0; i < x.length; i++) {
                if (!values.isLeaf(x[j]) || i != j && (x[i] == x[j] || onOne.any(rates[i]))) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public void derivative(Statement.Derivative s) {
        Cell state = kernel.expressions.cell(s.state());
        int x = kernel.environment.get(state);
        int unknown = values.symbol();
        kernel.environment.set(state, unknown);
        int rate = kernel.expressions.lower(s.value());
        Optional<Affine> affine = Affine.of(values, rate, unknown);
        kernel.environment.set(state, x);
        if (affine.isPresent()) {
            kernel.environment.set(state, advanced(x, affine.get()));
        } else {
            nonlinear = s;
        }
    }

    private int advanced(int x, Affine f) {
        int dt = kernel.environment.get(new Cell.OfEngine(Engine.DT));
        int time = values.div(values.mul(dt, f.factor()), f.divisor());
        int straight = values.add(x, values.mul(time, f.constant()));
        if (values.isConstant(f.slope(), 0)) {
            return straight;
        }
        int decay = values.apply(Op.EXP, values.mul(time, f.slope()));
        int target = values.neg(values.div(f.constant(), f.slope()));
        int exact = values.add(values.mul(values.sub(x, target), decay), target);
        if (values.isConstant(f.slope())) {
            return exact;
        }
        return values.select(values.apply(Op.EQ, f.slope(), values.constant(0)), straight, exact);
    }
}
