package huxley.solver.lowering;

import huxley.neuron.mechanism.Statement;

/** Takes the equations of a block that is being solved, in the order of the program. */
interface EquationSink {
    default void derivative(Statement.Derivative s) {
        throw misplaced(s);
    }

    default void equation(Statement.Equation s) {
        throw misplaced(s);
    }

    default void reaction(Statement.Reaction s) {
        throw misplaced(s);
    }

    default void flux(Statement.Flux s) {
        throw misplaced(s);
    }

    default void conserve(Statement.Conserve s) {
        throw misplaced(s);
    }

    default void volume(Statement.CompartmentVolume s) {
        throw misplaced(s);
    }

    default void diffusion(Statement.LongitudinalDiffusion s) {
        throw misplaced(s);
    }

    private static RuntimeException misplaced(Statement s) {
        return LoweringError.at(s.where(), "this statement does not belong into this kind of block", null);
    }
}
