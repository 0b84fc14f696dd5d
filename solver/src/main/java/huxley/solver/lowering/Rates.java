package huxley.solver.lowering;

import huxley.neuron.mechanism.Mechanism.Equations;
import huxley.neuron.mechanism.Place.Local;
import huxley.neuron.mechanism.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The time derivatives of a DERIVATIVE block, none of them applied. They are kept in cells of their own, so that conditions
 * around an equation select as they do for any assignment.
 */
final class Rates implements EquationSink {
    private final KernelBuilder kernel;
    private final Map<Cell, Cell> rateOf = new LinkedHashMap<>();

    private Rates(KernelBuilder kernel) {
        this.kernel = kernel;
    }

    /** Lowers the block at the present states; it assigns whatever it assigns besides. */
    static Rates of(KernelBuilder kernel, Equations equations) {
        Rates rates = new Rates(kernel);
        kernel.statements.block(equations.body(), rates);
        return rates;
    }

    @Override
    public void derivative(Statement.Derivative s) {
        Cell state = kernel.expressions.cell(s.state());
        int value = kernel.expressions.lower(s.value());
        Cell rate = rateOf.computeIfAbsent(state, c -> new Cell.OfLocal(new Local("rate", 1), 0));
        kernel.environment.set(rate, value);
    }

    /** In order of appearance. */
    List<Cell> states() {
        return new ArrayList<>(rateOf.keySet());
    }

    /** In the order of {@link #states}. */
    int[] values() {
        return rateOf.values().stream().mapToInt(kernel.environment::get).toArray();
    }
}
