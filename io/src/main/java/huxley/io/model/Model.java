package huxley.io.model;

import huxley.io.formula.Quantity;
import huxley.neuron.problem.Problem;
import huxley.synapse.Circuit;
import huxley.synapse.Experiment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A model file, fully resolved.
 *
 * @param title one line, the file's name if the model gives none
 * @param parameters values used, in the order of the file
 * @param sweep the variants to run, empty if the model is run as it stands; each is read by {@link ModelReader#read} with
 *     its settings added
 * @param warnings what the user should know
 */
public record Model(Path file, String title, String description, Map<String, Quantity> parameters, Circuit circuit,
        Experiment experiment, List<Variant> sweep, List<Problem> warnings) {
    /**
     * One point of a sweep.
     *
     * @param label such as {@code amplitude=150 pA}
     * @param settings parameter values as texts, by name
     */
    public record Variant(String label, Map<String, String> settings) {
    }
}
