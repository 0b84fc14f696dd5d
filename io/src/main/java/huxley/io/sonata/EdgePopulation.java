package huxley.io.sonata;

import huxley.io.hdf5.Hdf5Input;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A population of edges, all from one population of nodes to one (maybe the same). Edges are numbered by their rows.
 *
 * @param source [edge] node id
 * @param target [edge] node id
 * @param mention where the file is named
 */
record EdgePopulation(String name, String sourcePopulation, String targetPopulation, int[] source, int[] target,
        Attributes attributes, Span mention) {

    /** All populations of a file. */
    static List<EdgePopulation> read(Hdf5Input file, TypesTable types, Span mention) {
        try {
            List<EdgePopulation> populations = new ArrayList<>();
            for (String name : file.children("edges")) {
                populations.add(read(file, name, types, mention));
            }
            if (populations.isEmpty()) {
                throw new IOException(file.path() + " holds no edges: it has no group 'edges' with populations in it");
            }
            return populations;
        } catch (IOException e) {
            throw new InvalidInputException(Problem.error(mention, String.valueOf(e.getMessage()), null));
        }
    }

    private static EdgePopulation read(Hdf5Input file, String name, TypesTable types, Span mention)
            throws IOException {
        String place = "edges/" + name;
        if (!file.has(place + "/source_node_id") && !file.has(place + "/target_node_id")) {
            Attributes none = new Attributes(file, place, "edge", 0, types, mention);
            return new EdgePopulation(name, "", "", new int[0], new int[0], none, mention);
        }
        int[] source = file.ints(place + "/source_node_id");
        int[] target = file.ints(place + "/target_node_id");
        if (source.length != target.length) {
            throw new IOException(place + " of " + file.path() + " has " + source.length + " sources and "
                    + target.length + " targets");
        }
        return new EdgePopulation(name, population(file, place + "/source_node_id", name, 0),
                population(file, place + "/target_node_id", name, 1), source, target,
                new Attributes(file, place, "edge", source.length, types, mention), mention);
    }

    /** Files that do not name the populations are often called {@code source_to_target}. */
    private static String population(Hdf5Input file, String column, String name, int end) throws IOException {
        String[] ends = name.split("_to_", 2);
        return file.attribute(column, "node_population").orElse(ends.length == 2 ? ends[end] : "");
    }

    int size() {
        return source.length;
    }

    /**
     * Edges sorted by target, those onto one target by row: the first place of every target in the order, then the order
     * itself. {@code first} [targets + 1].
     */
    record ByTarget(int[] first, int[] edge) {
    }

    /** @param targets nodes of the target population; every target must be below */
    ByTarget byTarget(int targets) {
        int[] first = new int[targets + 1];
        for (int t : target) {
            first[t + 1]++;
        }
        for (int t = 0; t < targets; t++) {
            first[t + 1] += first[t];
        }
        int[] next = first.clone();
        int[] edge = new int[target.length];
        for (int e = 0; e < edge.length; e++) {
            edge[next[target[e]]++] = e;
        }
        return new ByTarget(first, edge);
    }
}
