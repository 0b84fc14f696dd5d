package huxley.io.sonata;

import huxley.io.hdf5.Hdf5Input;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A population of nodes. Nodes are numbered 0 to {@link #size} - 1 by their node id, whatever the order of the file. */
final class NodePopulation {
    private final String name;
    private final Span mention;
    private final Attributes attributes;
    private final int size;
    /** [node] row of the file; empty if node i is row i. */
    private final int[] row;

    private NodePopulation(String name, Span mention, Attributes attributes, int size, int[] row) {
        this.name = name;
        this.mention = mention;
        this.attributes = attributes;
        this.size = size;
        this.row = row;
    }

    /** All populations of a file. */
    static List<NodePopulation> read(Hdf5Input file, TypesTable types, Span mention) {
        try {
            List<NodePopulation> populations = new ArrayList<>();
            for (String name : file.children("nodes")) {
                populations.add(read(file, name, types, mention));
            }
            if (populations.isEmpty()) {
                throw new IOException(file.path() + " holds no nodes: it has no group 'nodes' with populations in it");
            }
            return populations;
        } catch (IOException e) {
            throw new InvalidInputException(Problem.error(mention, String.valueOf(e.getMessage()), null));
        }
    }

    private static NodePopulation read(Hdf5Input file, String name, TypesTable types, Span mention)
            throws IOException {
        String place = "nodes/" + name;
        boolean numbered = file.has(place + "/node_id");
        boolean typed = file.has(place + "/node_type_id");
        int size = numbered || typed
                ? Math.toIntExact(file.shape(place + (numbered ? "/node_id" : "/node_type_id"))[0])
                : 0;
        int[] row = numbered ? rows(file.longs(place + "/node_id"), place + " of " + file.path()) : new int[0];
        return new NodePopulation(name, mention, new Attributes(file, place, "node", size, types, mention), size, row);
    }

    private static int[] rows(long[] ids, String where) throws IOException {
        int[] row = new int[ids.length];
        java.util.Arrays.fill(row, -1);
        boolean counting = true;
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] < 0 || ids[i] >= ids.length || row[(int) ids[i]] >= 0) {
                throw new IOException("row " + i + " of " + where + " has node id " + ids[i] + "; the ids of "
                        + ids.length + " nodes must be 0 to " + (ids.length - 1) + ", each once");
            }
            row[(int) ids[i]] = i;
            counting &= ids[i] == i;
        }
        return counting ? new int[0] : row;
    }

    String name() {
        return name;
    }

    int size() {
        return size;
    }

    /** Where the file is named. */
    Span mention() {
        return mention;
    }

    TypesTable types() {
        return attributes.types();
    }

    Set<String> attributeNames() {
        return attributes.names();
    }

    int type(int node) {
        return attributes.type(row(node));
    }

    double number(int node, String attribute) {
        return attributes.number(row(node), attribute);
    }

    double number(int node, String attribute, double otherwise) {
        double value = number(node, attribute);
        return Double.isNaN(value) ? otherwise : value;
    }

    @Nullable
    String text(int node, String attribute) {
        return attributes.text(row(node), attribute);
    }

    Span where(int node, String attribute) {
        return attributes.where(row(node), attribute);
    }

    private int row(int node) {
        return row.length == 0 ? node : row[node];
    }
}
