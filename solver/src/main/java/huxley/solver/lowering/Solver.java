package huxley.solver.lowering;

import huxley.neuron.mechanism.Mechanism.Equations;
import huxley.neuron.mechanism.Statement.Solve;

/** Writes out the integration method of a SOLVE statement. */
final class Solver {
    private final KernelBuilder kernel;

    Solver(KernelBuilder kernel) {
        this.kernel = kernel;
    }

    void solve(Solve s) {
        Equations equations = kernel.mechanism.equations().get(s.block());
        if (equations == null) {
            kernel.expressions.call(s.block(), new int[0]);
            return;
        }
        switch (equations.form()) {
        case DERIVATIVE -> Exponential.advance(kernel, equations);
        case KINETIC, LINEAR, NONLINEAR ->
            throw LoweringError.at(s.where(), equations.form() + " blocks cannot be solved yet", null);
        }
    }
}
