package huxley.io.sonata;

import huxley.io.document.Reach;
import huxley.io.document.DocumentReader;
import huxley.io.document.Node;
import huxley.io.hdf5.Hdf5Input;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Span;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The node and edge files of a circuit, open so that columns can be read when they are needed. */
final class CircuitFiles implements Closeable {
    /** Edges whose type is not said. */
    private static final String CHEMICAL = "chemical";

    private final List<Hdf5Input> open = new ArrayList<>();
    private final List<NodePopulation> nodes = new ArrayList<>();
    private final List<EdgePopulation> edges = new ArrayList<>();
    private final Map<String, String> kinds = new LinkedHashMap<>();
    private final Problems problems;

    private CircuitFiles(Problems problems) {
        this.problems = problems;
    }

    static CircuitFiles open(ConfigObject circuit, Problems problems) {
        CircuitFiles files = new CircuitFiles(problems);
        ConfigObject networks = circuit.object("networks");
        if (networks.items("nodes").isEmpty()) {
            problems.error(networks.where(), "this circuit names no nodes",
                    "\"networks\": { \"nodes\": [{ \"nodes_file\": ..., \"node_types_file\": ... }], \"edges\": [] }");
        }
        for (ConfigObject item : networks.items("nodes")) {
            files.nodes(item);
        }
        for (ConfigObject item : networks.items("edges")) {
            files.edges(item);
        }
        return files;
    }

    List<NodePopulation> nodes() {
        return nodes;
    }

    List<EdgePopulation> edges() {
        return edges;
    }

    /** What the configuration says a population consists of, by its name. */
    Map<String, String> kinds() {
        return kinds;
    }

    private void nodes(ConfigObject item) {
        collect(item, "nodes_file", file -> {
            TypesTable types = types(item, "node_types_file", "node_type_id");
            for (NodePopulation population : NodePopulation.read(file, types, item.where("nodes_file"))) {
                if (nodes.stream().anyMatch(p -> p.name().equals(population.name()))) {
                    problems.error(item.where("nodes_file"),
                            "two node populations are called '" + population.name() + "'", null);
                } else {
                    nodes.add(population);
                }
            }
        });
        item.object("populations").members()
                .forEach(p -> p.text("type").ifPresent(type -> kinds.put(p.name(), type)));
        item.warnOfUnknownKeys("name", "gid_file", "node_types_file");
    }

    private void edges(ConfigObject item) {
        Map<String, ConfigObject> said = new HashMap<>();
        item.object("populations").members().forEach(population -> said.put(population.name(), population));
        collect(item, "edges_file", file -> {
            for (EdgePopulation population : EdgePopulation.read(file, types(item, "edge_types_file", "edge_type_id"),
                    item.where("edges_file"))) {
                ConfigObject about = said.get(population.name());
                String kind = about == null ? CHEMICAL : about.text("type").orElse(CHEMICAL);
                if (about != null && !kind.equals(CHEMICAL)) {
                    problems.error(about.where("type"), "edges '" + population.name() + "' are of type '" + kind
                            + "', which is not supported", "chemical synapses are");
                } else {
                    edges.add(population);
                }
            }
        });
        item.warnOfUnknownKeys("name", "populations", "target", "source", "edge_types_file");
    }

    private interface Reading {
        void of(Hdf5Input file);
    }

    private void collect(ConfigObject item, String key, Reading reading) {
        Optional<Path> path = item.path(key);
        Span mention = item.where(key);
        if (path.isEmpty()) {
            problems.error(mention, "this names no " + key, null);
            return;
        }
        try {
            if (!Reach.isFile(path.get())) {
                DocumentReader.load(path.get(), mention);
            }
            Hdf5Input file = Hdf5Input.open(path.get());
            open.add(file);
            reading.of(file);
        } catch (IOException e) {
            problems.error(mention, String.valueOf(e.getMessage()), null);
        } catch (InvalidInputException e) {
            problems.addAll(e.problems());
        }
    }

    private TypesTable types(ConfigObject item, String key, String column) {
        return item.node(key) instanceof Node.Text text && !text.value().isEmpty()
                ? TypesTable.read(item.manifest().path(text), column, text.where(), problems)
                : TypesTable.none(column, item.where());
    }

    @Override
    public void close() {
        open.forEach(Hdf5Input::close);
    }
}
