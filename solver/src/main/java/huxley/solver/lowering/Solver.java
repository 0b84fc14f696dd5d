package huxley.solver.lowering;

import huxley.neuron.mechanism.Mechanism.Equations;
import huxley.neuron.mechanism.Statement.Method;
import huxley.neuron.mechanism.Statement.Solve;
import java.util.Map;

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
        case DERIVATIVE -> integrate(equations, s);
        case KINETIC -> {
            if (s.method() == Method.MATEXP && !s.steadyState()) {
                Kinetics.exponential(kernel, equations);
            } else {
                Kinetics.advance(kernel, equations, s.steadyState());
            }
        }
        case LINEAR, NONLINEAR -> Algebraic.solve(kernel, equations);
        }
    }

    private void integrate(Equations equations, Solve s) {
        if (s.steadyState()) {
            ImplicitEuler.advance(kernel, equations, true);
            return;
        }
        switch (s.method()) {
        case CNEXP -> exponential(equations);
        case EULER -> Explicit.euler(kernel, equations);
        case RUNGE -> Explicit.runge(kernel, equations);
        case DERIVIMPLICIT, SPARSE, AFTER_CVODE -> ImplicitEuler.advance(kernel, equations, false);
        case MATEXP -> ImplicitEuler.exponential(kernel, equations);
        case DEFAULT -> accurately(equations);
        }
    }

    /** Without METHOD, NEURON integrates to a tolerance with v held: the exact solution where there is one, or runge. */
    private void accurately(Equations equations) {
        Map<Cell, Integer> before = kernel.environment.snapshot();
        if (!Exponential.exact(kernel, equations)) {
            kernel.environment.restore(before);
            Explicit.runge(kernel, equations);
        }
    }

    /** What cnexp cannot solve goes to derivimplicit, as in NEURON. */
    private void exponential(Equations equations) {
        Map<Cell, Integer> before = kernel.environment.snapshot();
        Exponential.advance(kernel, equations).ifPresent(nonlinear -> {
            kernel.environment.restore(before);
            kernel.warn(nonlinear.where(),
                    "cnexp needs an equation linear in " + nonlinear.state().variable().name()
                            + "; derivimplicit is used",
                    "write METHOD derivimplicit");
            ImplicitEuler.advance(kernel, equations, false);
        });
    }
}
