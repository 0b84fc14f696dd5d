package huxley.solver.lowering;

import huxley.neuron.mechanism.Mechanism.Function;
import huxley.neuron.mechanism.Statement;
import huxley.neuron.mechanism.Statement.Table;
import huxley.neuron.mechanism.Variable;
import huxley.solver.program.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A TABLE taken at its word: linear interpolation between points from + i (to - from)/n, constant beyond the ends, as NEURON
 * does. The two points next to the argument are evaluated on the spot rather than kept: tables serve to repeat NEURON's
 * results, exact evaluation is faster. What the function assigns besides the tabulated names is exact; in NEURON it stays as
 * it was when the table was made, which is the same for what does not depend on the argument, such as a factor of temperature.
 */
final class Tabulation {
    private final KernelBuilder kernel;
    private final Values values;
    private final Function function;
    private final Table table;

    Tabulation(KernelBuilder kernel, Function function, Table table) {
        this.kernel = kernel;
        this.values = kernel.values;
        this.function = function;
        this.table = table;
    }

    /** The TABLE statement of a function of one argument, or null. */
    static @Nullable Table of(Function function) {
        for (Statement statement : function.body().statements()) {
            if (statement instanceof Table table && function.arguments().size() == 1) {
                return table;
            }
        }
        return null;
    }

    /** Assigns the tabulated names; returns the function's value. */
    int interpolate(int argument) {
        int from = kernel.expressions.lower(table.from());
        int n = kernel.expressions.lower(table.n());
        int step = values.div(values.sub(kernel.expressions.lower(table.to()), from), n);
        int place = values.apply(Op.MAX, values.apply(Op.MIN, values.div(values.sub(argument, from), step), n),
                values.constant(0));
        int last = values.sub(n, values.constant(1));
        int left = values.apply(Op.MIN, values.apply(Op.FLOOR, place), last);
        int[] low = at(values.add(from, values.mul(left, step)));
        int[] high = at(values.add(from, values.mul(values.add(left, values.constant(1)), step)));
        int share = values.sub(place, left);
        kernel.expressions.evaluate(function, argument);
        int[] blend = new int[low.length];
        for (int i = 0; i < blend.length; i++) {
            blend[i] = values.add(low[i], values.mul(share, values.sub(high[i], low[i])));
        }
        List<Cell> cells = cells();
        for (int i = 0; i < cells.size(); i++) {
            kernel.environment.set(cells.get(i), blend[i]);
        }
        return blend[cells.size()];
    }

    /** The tabulated values at one argument, the function's own value last. */
    private int[] at(int argument) {
        Map<Cell, Integer> before = kernel.environment.snapshot();
        int own = kernel.expressions.evaluate(function, argument);
        List<Cell> cells = cells();
        int[] column = new int[cells.size() + 1];
        for (int i = 0; i < cells.size(); i++) {
            column[i] = kernel.environment.get(cells.get(i));
        }
        column[cells.size()] = own;
        kernel.environment.restore(before);
        return column;
    }

    private List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (Variable variable : table.names()) {
            for (int i = 0; i < variable.length(); i++) {
                cells.add(kernel.cell(variable, i));
            }
        }
        return cells;
    }
}
