package huxley.io.sonata;

import huxley.neuron.cell.Cell;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Span;
import huxley.neuron.problem.Suggestion;
import huxley.synapse.Population;
import huxley.synapse.Projection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Makes projections of edges: one for each kind of edge (its type, and its synapse and parameters where edges say them
 * themselves), each kind of source and each kind of target.
 */
final class Connectivity {
    private static final String PARAMETERS = "dynamics_params/";
    private static final List<String> GAP_JUNCTION = List.of("is_gap_junction", "gap_junction", "IsGapJunction");
    private static final Set<String> NO = Set.of("false", "0", "no", "none");

    private final Nodes nodes;
    private final Map<NodePopulation, List<Population>> parts;
    private final SynapseModels models;
    private final Placer placer;
    private final List<Cell> cells;
    private final Optional<SynapticActivity> activity;
    private final Problems problems;
    private final List<Projection> projections = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    /**
     * @param parts our populations of each of the circuit's
     * @param cells [gid]
     */
    Connectivity(Nodes nodes, Map<NodePopulation, List<Population>> parts, SynapseModels models, List<Cell> cells,
            Optional<SynapticActivity> activity, Problems problems) {
        this.nodes = nodes;
        this.parts = parts;
        this.models = models;
        this.placer = new Placer(nodes, problems);
        this.cells = cells;
        this.activity = activity;
        this.problems = problems;
    }

    List<Projection> projections() {
        return projections;
    }

    void add(EdgePopulation edges) {
        Optional<NodePopulation> source = population(edges, edges.sourcePopulation(), "source");
        Optional<NodePopulation> target = population(edges, edges.targetPopulation(), "target");
        if (source.isEmpty() || target.isEmpty() || !inside(edges, edges.source(), source.get(), "source")
                || !inside(edges, edges.target(), target.get(), "target")) {
            return;
        }
        if (!areChemical(edges)) {
            return;
        }
        EdgePopulation.ByTarget byTarget = edges.byTarget(target.get().size());
        SynapsePlaces places = placer.place(edges, target.get(), byTarget, cells);
        int[] kind = new int[edges.size()];
        List<Integer> examples = kinds(edges, kind);
        for (Population to : parts.getOrDefault(target.get(), List.of())) {
            for (Population from : parts.getOrDefault(source.get(), List.of())) {
                for (int k = 0; k < examples.size(); k++) {
                    Selection selection = select(byTarget, kind, k, edges, source.get(), target.get(), from, to);
                    if (selection.edge().length == 0) {
                        continue;
                    }
                    int example = selection.edge()[0];
                    if (activity.isPresent() && nodes.kind(source.get(), edges.source()[example]) != NodeKind.VIRTUAL
                            && nodes.kind(target.get(), edges.target()[example]) == NodeKind.BIOPHYSICAL) {
                        addActive(edges, selection, activity.get(), to, places, source.get(), target.get());
                    } else {
                        add(edges, selection, new Senders(from, nodes.gids(source.get()), source.get()), to, places,
                                target.get());
                    }
                }
            }
        }
    }

    /** Gap junctions are said by a property of edges or of their types. */
    private boolean areChemical(EdgePopulation edges) {
        for (String property : GAP_JUNCTION) {
            for (int e = 0; edges.attributes().names().contains(property) && e < edges.size(); e++) {
                String value = edges.attributes().text(e, property);
                if (value != null && !NO.contains(value.toLowerCase(Locale.ROOT))) {
                    problems.error(edges.attributes().where(e, property), "edges of '" + edges.name()
                            + "' are gap junctions (" + property + " is " + value + "), which are not supported here",
                            "models of our own have them: \"gapJunctions\"");
                    return false;
                }
            }
        }
        return true;
    }

    private Optional<NodePopulation> population(EdgePopulation edges, String name, String end) {
        Optional<NodePopulation> found = nodes.population(name);
        if (found.isEmpty() && edges.size() > 0) {
            problems.error(edges.mention(), "the " + end + " of edges '" + edges.name() + "' is population '" + name
                    + "', which the circuit does not have", Suggestion.hint(name, "populations", nodes.names()));
        }
        return found;
    }

    private boolean inside(EdgePopulation edges, int[] ids, NodePopulation population, String end) {
        int outside = 0;
        int first = -1;
        for (int e = 0; e < ids.length; e++) {
            if (ids[e] < 0 || ids[e] >= population.size()) {
                first = outside == 0 ? e : first;
                outside++;
            }
        }
        if (outside > 0) {
            problems.error(edges.mention(), "edge " + first + " of '" + edges.name() + "' has " + end + " node "
                    + ids[first] + ", but population '" + population.name() + "' has " + population.size()
                    + " nodes, 0 to " + (population.size() - 1)
                    + (outside == 1 ? "" : "; so have " + (outside - 1) + " more edges"), null);
        }
        return outside == 0;
    }

    /** Numbers the kinds of edges into {@code kind}; gives one edge of each. */
    private static List<Integer> kinds(EdgePopulation edges, int[] kind) {
        Attributes attributes = edges.attributes();
        boolean alone = !attributes.isColumn("model_template") && !attributes.isColumn("dynamics_params");
        Map<String, Integer> known = new LinkedHashMap<>();
        Map<Integer, Integer> byType = new LinkedHashMap<>();
        List<Integer> examples = new ArrayList<>();
        for (int e = 0; e < kind.length; e++) {
            Integer number;
            if (alone) {
                number = byType.putIfAbsent(attributes.type(e), examples.size());
            } else {
                number = known.putIfAbsent(attributes.type(e) + "\n" + attributes.text(e, "model_template") + "\n"
                        + attributes.text(e, "dynamics_params"), examples.size());
            }
            kind[e] = number == null ? examples.size() : number;
            if (number == null) {
                examples.add(e);
            }
        }
        return examples;
    }

    /** Edges by member of the target part. */
    private record Selection(int[] first, int[] edge) {
    }

    private Selection select(EdgePopulation.ByTarget byTarget, int[] kind, int wanted, EdgePopulation edges,
            NodePopulation source, NodePopulation target, Population from, Population to) {
        int[] first = new int[to.count() + 1];
        int[] chosen = new int[byTarget.edge().length];
        int count = 0;
        for (int node = 0; node < target.size(); node++) {
            int gid = nodes.gid(target, node);
            if (to.contains(gid)) {
                for (int p = byTarget.first()[node]; p < byTarget.first()[node + 1]; p++) {
                    int e = byTarget.edge()[p];
                    if (kind[e] == wanted && from.contains(nodes.gid(source, edges.source()[e]))) {
                        chosen[count++] = e;
                    }
                }
                first[gid - to.first() + 1] = count;
            }
        }
        return new Selection(first, Arrays.copyOf(chosen, count));
    }

    /** Who sends over edges: by node of their source. */
    private record Senders(Population population, int[] gid, NodePopulation nodes) {
    }

    /** Those of the edges that are made active, from the generator. */
    private void addActive(EdgePopulation edges, Selection all, SynapticActivity active, Population to,
            SynapsePlaces places, NodePopulation source, NodePopulation target) {
        int[] first = new int[all.first().length];
        int[] chosen = new int[all.edge().length];
        int count = 0;
        for (int member = 0; member + 1 < first.length; member++) {
            for (int p = all.first()[member]; p < all.first()[member + 1]; p++) {
                if (active.activates(source, edges.source()[all.edge()[p]])) {
                    chosen[count++] = all.edge()[p];
                }
            }
            first[member + 1] = count;
        }
        if (count > 0) {
            add(edges, new Selection(first, Arrays.copyOf(chosen, count)),
                    new Senders(active.generator(), active.gids(source), source), to, places, target);
        }
    }

    private void add(EdgePopulation edges, Selection selection, Senders from, Population to, SynapsePlaces places,
            NodePopulation target) {
        int example = selection.edge()[0];
        boolean onCells = nodes.kind(target, edges.target()[example]).hasMembrane();
        Optional<SynapseModels.Model> model = onCells ? models.of(edges, example) : Optional.empty();
        EdgeValues delay_ms = delay(edges, selection.edge());
        EdgeValues weight = new Weights(edges, from.nodes(), target, problems).of(selection.edge());
        if (onCells && model.isEmpty()) {
            return;
        }
        List<String> varying = new ArrayList<>();
        List<EdgeValues> values = new ArrayList<>();
        values.add(onCells ? weight : onPoint(edges, example, weight, selection.edge()));
        model.ifPresent(m -> addVarying(m, edges, selection.edge(), varying, values));
        projections.add(new Projection(name(edges, example, from.population(), to), from.population(), to,
                model.map(SynapseModels.Model::mechanism).orElse(null),
                model.map(SynapseModels.Model::parameters).orElse(Map.of()), varying, 1, true, null,
                new EdgeIncoming(to.first(), selection.first(), selection.edge(), edges.source(), from.gid(),
                        onCells ? places : null, delay_ms, values.toArray(EdgeValues[]::new))));
    }

    private String name(EdgePopulation edges, int example, Population from, Population to) {
        int type = edges.attributes().type(example);
        String name = edges.name() + (type < 0 ? "" : ":" + type);
        for (int i = 2; !names.add(name); i++) {
            name = edges.name() + ":" + type + ":" + from.name() + ":" + to.name() + (i == 2 ? "" : ":" + i);
        }
        return name;
    }

    private EdgeValues delay(EdgePopulation edges, int[] selected) {
        EdgeValues delay = EdgeValues.read(edges.attributes(), "delay", selected);
        for (int i = 0; i < selected.length; i++) {
            if (!(delay.of(i) >= 0)) {
                int e = selected[i];
                Span where = edges.attributes().where(e, "delay");
                problems.error(where, Double.isNaN(delay.of(i))
                        ? "edges of type " + edges.attributes().type(e) + " of '" + edges.name() + "' have no delay"
                        : "edge " + e + " of '" + edges.name() + "' has a delay of " + delay.of(i)
                                + " ms; delays are 0 ms or more",
                        Double.isNaN(delay.of(i)) ? "a column delay (ms) of the edge types or of the edges" : null);
                return EdgeValues.constant(0);
            }
        }
        return delay;
    }

    /** An edge of several synapses onto a point neuron is one connection as strong as all. */
    private EdgeValues onPoint(EdgePopulation edges, int example, EdgeValues weight, int[] selected) {
        if (!edges.attributes().isColumn("nsyns")) {
            return weight;
        }
        Biophysics.Said said = models.parameters(edges, example).get("sign");
        double sign = said == null ? 1 : said.value();
        EdgeValues count = EdgeValues.read(edges.attributes(), "nsyns", selected);
        return place -> {
            double synapses = count.of(place);
            return weight.of(place) * (sign * (Double.isNaN(synapses) ? 1 : synapses));
        };
    }

    private static void addVarying(SynapseModels.Model model, EdgePopulation edges, int[] selected,
            List<String> varying, List<EdgeValues> values) {
        for (String attribute : edges.attributes().names()) {
            if (attribute.startsWith(PARAMETERS)) {
                String variable = SynapseModels.variable(model.mechanism(), attribute.substring(PARAMETERS.length()));
                if (variable != null) {
                    varying.add(Objects.requireNonNull(variable));
                    values.add(EdgeValues.read(edges.attributes(), attribute, selected));
                }
            }
        }
    }
}
