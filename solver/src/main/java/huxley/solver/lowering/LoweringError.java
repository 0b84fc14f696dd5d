package huxley.solver.lowering;

import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Span;
import org.jspecify.annotations.Nullable;

/** Complaints about programs that are well formed but cannot be integrated as asked. */
final class LoweringError {
    private LoweringError() {
    }

    static InvalidInputException at(Span where, String message, @Nullable String hint) {
        return new InvalidInputException(Problem.error(where, message, hint));
    }
}
