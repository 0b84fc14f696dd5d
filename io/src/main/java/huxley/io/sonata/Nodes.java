package huxley.io.sonata;

import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Span;
import huxley.neuron.problem.Suggestion;
import huxley.synapse.Population;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All nodes of a circuit with their gids. Cells come before artificial cells; within both, populations in the order of the
 * circuit and nodes by number. A population that holds both kinds becomes two.
 */
final class Nodes {
    private static final Map<String, NodeKind> KINDS = Map.of("biophysical", NodeKind.BIOPHYSICAL, "point_neuron",
            NodeKind.POINT, "point_process", NodeKind.POINT, "virtual", NodeKind.VIRTUAL);

    /** @param gid [node] */
    private record Members(NodePopulation nodes, NodeKind[] kind, int[] gid) {
    }

    /** A node. */
    record NodeRef(NodePopulation population, int node) {
    }

    private final List<NodePopulation> populations;
    private final Map<NodePopulation, Members> members = new IdentityHashMap<>();
    private final Map<NodePopulation, Integer> bmtkFirst = new IdentityHashMap<>();
    private final List<NodeRef> byGid = new ArrayList<>();
    private final int cellCount;

    Nodes(List<NodePopulation> populations, Map<String, String> kindsOfPopulations, Problems problems) {
        this.populations = populations;
        int total = 0;
        for (NodePopulation population : populations) {
            NodeKind[] kind = new NodeKind[population.size()];
            for (int n = 0; n < kind.length; n++) {
                kind[n] = kind(population, n, kindsOfPopulations.get(population.name()), problems);
            }
            members.put(population, new Members(population, kind, new int[kind.length]));
            bmtkFirst.put(population, total);
            total += kind.length;
        }
        number(true);
        cellCount = byGid.size();
        number(false);
    }

    private static NodeKind kind(NodePopulation population, int node, @Nullable String ofPopulation,
            Problems problems) {
        String said = population.text(node, "model_type");
        String type = said == null ? ofPopulation : said;
        Span where = said == null
                ? population.types().where(population.type(node))
                : population.where(node, "model_type");
        NodeKind kind = type == null ? null : KINDS.get(type);
        if (kind == null) {
            String hint = Suggestion.hint(String.valueOf(type), "model types", KINDS.keySet());
            problems.error(where, type == null
                    ? "nodes of population '" + population.name() + "' have no model_type"
                    : "model_type '" + type + "' cannot be simulated",
                    type == null ? "a column model_type of the node types; " + hint : hint);
            return NodeKind.VIRTUAL;
        }
        return kind;
    }

    private void number(boolean cells) {
        for (NodePopulation population : populations) {
            Members of = of(population);
            for (int n = 0; n < of.kind().length; n++) {
                if (of.kind()[n].hasMembrane() == cells) {
                    of.gid()[n] = byGid.size();
                    byGid.add(new NodeRef(population, n));
                }
            }
        }
    }

    private Members of(NodePopulation population) {
        return java.util.Objects.requireNonNull(members.get(population), "population of another circuit");
    }

    List<NodePopulation> populations() {
        return populations;
    }

    Optional<NodePopulation> population(String name) {
        return populations.stream().filter(p -> p.name().equals(name)).findFirst();
    }

    Set<String> names() {
        return populations.stream().map(NodePopulation::name).collect(java.util.stream.Collectors.toSet());
    }

    int cellCount() {
        return cellCount;
    }

    int count() {
        return byGid.size();
    }

    NodeRef node(int gid) {
        return byGid.get(gid);
    }

    NodeKind kind(NodePopulation population, int node) {
        return of(population).kind()[node];
    }

    int gid(NodePopulation population, int node) {
        return of(population).gid()[node];
    }

    /** [node] */
    int[] gids(NodePopulation population) {
        return of(population).gid();
    }

    /** The number that BMTK gives a node: counted through all populations. */
    int bmtkGid(NodePopulation population, int node) {
        return bmtkFirst.getOrDefault(population, 0) + node;
    }

    /** The cells (or artificial cells) of a population as one of ours; empty if it has none. */
    Optional<Population> part(NodePopulation population, boolean cells, Population.@Nullable Placement placement) {
        Members of = of(population);
        List<Integer> nodes = new ArrayList<>();
        for (int n = 0; n < of.kind().length; n++) {
            if (of.kind()[n].hasMembrane() == cells) {
                nodes.add(n);
            }
        }
        if (nodes.isEmpty()) {
            return Optional.empty();
        }
        boolean whole = nodes.size() == of.kind().length;
        String name = whole || cells ? population.name() : population.name() + ".point";
        Population.Origin origin = whole
                ? null
                : new Population.Origin(population.name(), nodes.stream().mapToInt(Integer::intValue).toArray());
        return Optional.of(new Population(name, of.gid()[nodes.getFirst()], nodes.size(), placement, origin));
    }
}
