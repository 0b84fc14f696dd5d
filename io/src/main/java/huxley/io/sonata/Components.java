package huxley.io.sonata;

import huxley.io.document.Reach;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Span;
import huxley.neuron.problem.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The folders in which a circuit keeps its morphologies and models; a population may have its own. */
final class Components {
    private static final List<String> MORPHOLOGIES = List.of("", ".swc", ".asc", ".h5");

    private final ConfigObject circuit;
    private final ConfigObject simulation;
    private final Map<String, ConfigObject> populations = new LinkedHashMap<>();
    private final Problems problems;

    Components(ConfigFiles configs, Problems problems) {
        this.circuit = configs.circuit().object("components");
        this.simulation = configs.simulation().object("components");
        this.problems = problems;
        for (ConfigObject nodes : configs.circuit().object("networks").items("nodes")) {
            nodes.object("populations").members().forEach(p -> populations.put(p.name(), p));
        }
    }

    /** A folder, as said for the population, the simulation or the circuit. */
    Optional<Path> folder(String population, String key) {
        return Stream.of(Optional.ofNullable(populations.get(population)), Optional.of(simulation),
                Optional.of(circuit)).flatMap(Optional::stream).filter(from -> from.has(key))
                .findFirst().flatMap(from -> from.path(key));
    }

    /** Where a folder is said, for complaints. */
    Span where(String key) {
        return simulation.has(key) ? simulation.where(key) : circuit.where(key);
    }

    /** A file in a folder; otherwise a complaint. */
    Optional<Path> file(String population, String key, String name, Span mention) {
        Optional<Path> folder = folder(population, key);
        if (folder.isEmpty()) {
            problems.error(mention, "'" + name + "' cannot be found: the circuit names no " + key,
                    "\"components\": { \"" + key + "\": \"...\" }");
            return Optional.empty();
        }
        Path file = folder.get().resolve(name).normalize();
        if (Reach.isFile(file)) {
            return Optional.of(file);
        }
        problems.error(mention, "no such file: " + file, neighbours(file));
        return Optional.empty();
    }

    /** A morphology, whose name may lack its ending. */
    Optional<Path> morphology(String population, String name, Span mention) {
        for (String key : List.of("morphologies_dir", "morphologies")) {
            Optional<Path> found = folder(population, key).flatMap(folder -> MORPHOLOGIES.stream()
                    .map(ending -> folder.resolve(name + ending)).filter(Files::isRegularFile).findFirst());
            if (found.isPresent()) {
                return found;
            }
        }
        ConfigObject own = populations.get(population);
        ConfigObject alternate = own == null
                ? circuit.object("alternate_morphologies")
                : own.object("alternate_morphologies");
        for (String kind : List.of("neurolucida-asc", "h5v1")) {
            Optional<Path> found = alternate.path(kind)
                    .flatMap(folder -> MORPHOLOGIES.stream().map(ending -> folder.resolve(name + ending))
                            .filter(Files::isRegularFile).findFirst());
            if (found.isPresent()) {
                return found;
            }
        }
        return file(population, "morphologies_dir", name, mention);
    }

    private static String neighbours(Path file) {
        Path folder = file.getParent();
        if (folder == null || !Reach.isFolder(folder)) {
            return "there is no folder " + folder;
        }
        try (Stream<Path> list = Files.list(folder)) {
            List<String> names = list.map(p -> String.valueOf(p.getFileName())).toList();
            return Suggestion.hint(String.valueOf(file.getFileName()), "files", names);
        } catch (IOException e) {
            return "the folder cannot be read";
        }
    }
}
