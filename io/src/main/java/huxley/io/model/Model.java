package huxley.io.model;

import huxley.io.formula.Quantity;
import huxley.neuron.problem.Problem;
import huxley.synapse.Circuit;
import huxley.synapse.Experiment;
import huxley.synapse.SavedState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A model file, fully resolved.
 *
 * @param title one line, {@link #nameOf} the file if the model gives none
 * @param parameters values used, in the order of the file
 * @param start state to start from, null to start from rest
 * @param savesState whether the state at the end is kept
 * @param savedEvery_s wall time after which results are saved
 * @param sweep the variants to run, empty if the model is run as it stands; each is read by {@link ModelReader#read} with
 *     its settings added
 * @param output folder that the file wants its results in, null if it does not say
 * @param warnings what the user should know
 */
public record Model(Path file, String title, String description, Map<String, Quantity> parameters, Circuit circuit,
        Experiment experiment, @Nullable SavedState start, boolean savesState, double savedEvery_s,
        List<Variant> sweep,
        @Nullable Path output, List<Problem> warnings) {
    /** Names that say nothing of the model. */
    private static final Pattern USUAL = Pattern
            .compile("model|config|(config[._-])?simulation([._-]config)?");

    /**
     * One point of a sweep.
     *
     * @param label such as {@code amplitude=150 pA}
     * @param settings parameter values as texts, by name
     */
    public record Variant(String label, Map<String, String> settings) {
    }

    /** The same without its sweep: one of its variants, if read with the settings of one. */
    public Model asItStands() {
        return new Model(file, title, description, parameters, circuit, experiment, start, savesState, savedEvery_s,
                List.of(), output, warnings);
    }

    /** The same, starting from a state. */
    public Model startingFrom(SavedState state) {
        return new Model(file, title, description, parameters, circuit, experiment, state, savesState, savedEvery_s,
                sweep,
                output, warnings);
    }

    /**
     * A model file in one word: the name of its folder if the file is called {@code model.json}, or as configurations of
     * SONATA usually are.
     */
    public static String nameOf(Path file) {
        Path path = file.toAbsolutePath().normalize();
        Path folder = path.getParent();
        String name = String.valueOf(path.getFileName()).replaceFirst("\\.json$", "");
        return USUAL.matcher(name).matches() && folder != null && folder.getFileName() != null
                ? folder.getFileName().toString()
                : name;
    }
}
