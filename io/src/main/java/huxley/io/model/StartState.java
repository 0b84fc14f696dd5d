package huxley.io.model;

import huxley.io.document.Node;
import huxley.io.formula.Quantity;
import huxley.io.results.StateFile;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.synapse.Circuit;
import huxley.synapse.Experiment;
import huxley.synapse.SavedState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The state a run starts from, if the model names one: it must be of this model, and of a time within the run. */
final class StartState {
    /** Times are whole steps up to this rounding error. */
    private static final double ROUNDING = 1e-9;

    private final Documents documents;
    private final Values values;

    StartState(Documents documents, Values values) {
        this.documents = documents;
        this.values = values;
    }

    /** Null if the model starts from rest, or the state cannot be used (and that is reported). */
    @Nullable
    SavedState read(Entry model, Circuit circuit, Experiment experiment) {
        Optional<Node> named = model.entry(ModelFormat.SIMULATION_KEY).flatMap(s -> s.node(ModelFormat.START_FROM));
        if (!(named.orElse(null) instanceof Node.Text text)) {
            return null;
        }
        try {
            SavedState state = StateFile.read(documents.resolve(text), text.where());
            check(state, text, circuit, experiment);
            return state;
        } catch (InvalidInputException e) {
            Problem first = e.problems().getFirst();
            values.report(text, first.where(), first.message(), first.hint());
            return null;
        }
    }

    private static void check(SavedState state, Node.Text text, Circuit circuit, Experiment experiment) {
        List<String> differences = state.differences(circuit);
        double steps = state.time_ms() / experiment.dt_ms();
        String saved = "the state was saved at " + Quantity.plain(state.time_ms()) + " ms";
        if (!differences.isEmpty()) {
            throw failure(text, "the state is of another model: " + String.join("; ", differences),
                    "cells, mechanisms and connections must be the same; values of parameters may differ");
        }
        if (state.time_ms() > experiment.duration_ms() - experiment.dt_ms() / 2) {
            throw failure(text, saved + ", and the run ends at " + Quantity.plain(experiment.duration_ms()) + " ms",
                    "\"duration\" counts from t = 0, not from the saved state");
        }
        if (Math.abs(steps - Math.rint(steps)) > ROUNDING * Math.max(1, steps)) {
            throw failure(text,
                    saved + ", which is not a whole number of steps of " + Quantity.plain(experiment.dt_ms()) + " ms",
                    null);
        }
    }

    private static InvalidInputException failure(Node.Text text, String message, @Nullable String hint) {
        return new InvalidInputException(Problem.error(text.where(), message, hint));
    }
}
