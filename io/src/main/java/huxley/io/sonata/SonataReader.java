package huxley.io.sonata;

import huxley.io.document.DocumentReader;
import huxley.io.model.Model;
import huxley.io.results.ResultsWriter;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Source;
import huxley.neuron.problem.Span;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads a simulation in SONATA: configurations, the circuit they name, and what is done with it. */
public final class SonataReader {
    private SonataReader() {
    }

    /** Whether a file is a configuration of SONATA: JSON with keys that only such have. */
    public static boolean reads(Path file) {
        try {
            Source source = DocumentReader.load(file, Span.none(file.toString()));
            return ConfigFiles.areSonata(DocumentReader.read(source, new Problems()));
        } catch (InvalidInputException e) {
            return false;
        }
    }

    /**
     * @param settings values that replace those of the configuration, as texts: {@code run.tstop}, {@code run.dt},
     *     {@code conditions.celsius}, ...; also {@code simulation.duration} and {@code simulation.dt}
     * @throws InvalidInputException with all problems of the configuration and of the files it names
     */
    public static Model read(Path file, Map<String, String> settings) {
        Problems problems = new Problems();
        try {
            ConfigFiles configs = ConfigFiles.read(file, problems);
            RunSettings run = RunSettings.read(configs.simulation(), settings, problems);
            problems.throwIfErrors();
            try (CircuitFiles files = CircuitFiles.open(configs.circuit(), problems)) {
                problems.throwIfErrors();
                SonataBinder binder = new SonataBinder(configs, files, run, problems);
                huxley.synapse.Circuit circuit = binder.circuit();
                configs.simulation().warnOfUnknownKeys("network", "target_simulator", "output", "version", "node_set",
                        "name",
                        "description", "metadata", "connection_overrides");
                Path output = configs.simulation().object("output").path("output_dir").orElse(null);
                problems.throwIfErrors();
                return new Model(file, title(file), "", Map.of(), circuit, run.experiment(), null,
                        false, ResultsWriter.SAVED_EVERY_s, List.of(), output, problems.warnings());
            }
        } catch (InvalidInputException e) {
            e.problems().stream().filter(p -> !problems.all().contains(p)).forEach(p -> problems.addAll(List.of(p)));
            throw new InvalidInputException(problems.all());
        }
    }

    private static String title(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        return folder == null || folder.getFileName() == null
                ? String.valueOf(file.getFileName())
                : folder.getFileName() + "/" + file.getFileName();
    }
}
