package huxley.solver.lowering;

import huxley.solver.program.Op;
import java.util.List;
import java.util.Set;

/**
 * Newton's method as a loop: unknowns are corrected until every correction is below 1e-7 of the unknown (or 1e-14). By then
 * the error is about the square of that, far below what NEURON's own criterion (1e-6) leaves.
 */
final class Newton {
    static final int ROUNDS_LIMIT = 50;
    private static final double RELATIVE = 1e-7;
    private static final double ABSOLUTE = 1e-14;

    private final KernelBuilder kernel;
    private final Values values;

    Newton(KernelBuilder kernel) {
        this.kernel = kernel;
        this.values = kernel.values;
    }

    /** One linearised system at the present unknowns. */
    interface System {
        /** The unknowns and their corrections. */
        Correction correction();
    }

    /** What to add to each unknown. */
    record Correction(List<Cell> unknowns, int[] change) {
    }

    /** @param assigned all that lowering the system may assign */
    void solve(Set<Cell> assigned, System system) {
        int far = values.constant(2);
        kernel.loop(assigned, new int[] {far}, more -> values.apply(Op.GT, more[0], values.constant(1)), more -> {
            Correction correction = system.correction();
            int largest = values.constant(0);
            for (int i = 0; i < correction.change.length; i++) {
                Cell unknown = correction.unknowns.get(i);
                int x = values.add(kernel.environment.get(unknown), correction.change[i]);
                kernel.environment.set(unknown, x);
                largest = values.apply(Op.MAX, largest, ofTolerance(correction.change[i], x));
            }
            return new int[] {largest};
        }, ROUNDS_LIMIT);
    }

    private int ofTolerance(int change, int x) {
        int tolerance = values.add(values.mul(values.apply(Op.ABS, x), values.constant(RELATIVE)),
                values.constant(ABSOLUTE));
        return values.div(values.apply(Op.ABS, change), tolerance);
    }
}
