package huxley.io.sonata;

import huxley.io.document.Reach;
import huxley.io.document.DocumentReader;
import huxley.io.document.Node;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Source;
import huxley.neuron.problem.Span;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The configuration of a simulation and that of its circuit. They may be one file, two files of which the first names the
 * second under {@code network}, or two files that a third names under {@code network} and {@code simulation}.
 */
record ConfigFiles(ConfigObject simulation, ConfigObject circuit) {
    private static final Set<String> ONLY_SONATA = Set.of("networks", "network", "manifest", "target_simulator",
            "node_sets_file", "components");
    /** How the circuit is called where the simulation does not name it. */
    private static final List<String> USUAL_NAMES = List.of("circuit_config.json", "config.circuit.json");

    /** Whether a JSON document is a configuration of SONATA rather than a model of ours. */
    static boolean areSonata(Node root) {
        return root instanceof Node.Fields fields && !fields.fields().containsKey("huxley")
                && !fields.fields().containsKey("cells")
                && fields.fields().keySet().stream().anyMatch(ONLY_SONATA::contains);
    }

    static ConfigFiles read(Path file, Problems problems) {
        ConfigObject first = load(file, Span.none(file.toString()), problems);
        if (first.node("simulation") instanceof Node.Text simulation) {
            Path path = first.manifest().path(simulation);
            ConfigObject named = load(path, simulation.where(), problems);
            return first.node("network") instanceof Node.Text network
                    ? new ConfigFiles(named, load(first.manifest().path(network), network.where(), problems))
                    : new ConfigFiles(named, circuitOf(named, path, problems));
        }
        return new ConfigFiles(first, circuitOf(first, file, problems));
    }

    private static ConfigObject circuitOf(ConfigObject simulation, Path file, Problems problems) {
        if (simulation.node("network") instanceof Node.Text network) {
            return load(simulation.manifest().path(network), network.where(), problems);
        }
        if (simulation.has("networks")) {
            return simulation;
        }
        for (String usual : USUAL_NAMES) {
            Path beside = file.resolveSibling(usual);
            if (Reach.isFile(beside)) {
                return load(beside, simulation.where(), problems);
            }
        }
        throw new InvalidInputException(Problem.error(simulation.where(), "this configuration names no circuit",
                "give \"network\": \"circuit_config.json\", or the \"networks\" themselves"));
    }

    private static ConfigObject load(Path file, Span mention, Problems problems) {
        Source source = DocumentReader.load(file, mention);
        Node root = DocumentReader.read(source, problems);
        if (!(root instanceof Node.Fields fields)) {
            throw new InvalidInputException(Problem.error(root.where(),
                    "a configuration is an object, this is " + root.kind(), null));
        }
        ConfigObject config = new ConfigObject(String.valueOf(file.getFileName()), fields,
                new Manifest(file, fields, problems), problems);
        config.node("manifest");
        return config;
    }
}
