package huxley.io.model;

import huxley.io.document.Node;
import huxley.neuron.cell.Compartments;
import huxley.neuron.morphology.Section;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.units.Unit;
import huxley.synapse.rule.Branches;
import huxley.synapse.rule.Field;
import huxley.synapse.rule.Rule;
import huxley.synapse.rule.Sites;
import huxley.synapse.rule.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Reads connection rules. */
final class RuleBinder {
    private static final Rule NOTHING = new Rule.Listed(new int[0], new int[0], new int[0]);

    private final Census census;
    private final Values values;
    private final Table.Reader tables;

    RuleBinder(Census census, Values values, Table.Reader tables) {
        this.census = census;
        this.values = values;
        this.tables = tables;
    }

    /** The table that the connections of a projection stand in, if they are a single list from a file. */
    Optional<Table> list(Entry projection) {
        List<Entry> rules = projection.entries(NetworkFormat.RULES);
        return rules.size() == 1 && projection.nodes(NetworkFormat.RULES).size() == 1
                ? rules.getFirst().entry(NetworkFormat.PAIRS).flatMap(this::table)
                : Optional.empty();
    }

    private Optional<Table> table(Entry list) {
        return list.texts(NetworkFormat.LIST_PATH).stream().findFirst().flatMap(tables::read);
    }

    /** @param sites of the target by index; null for artificial cells */
    Rule read(Entry projection, Field field, @Nullable IntFunction<Sites> sites) {
        List<Rule> rules = new ArrayList<>();
        for (Node node : projection.nodes(NetworkFormat.RULES)) {
            if (node instanceof Node.Text text) {
                rules.add(text.value().equals("allToAll") ? new Rule.AllToAll(false) : oneToOne(text, field));
            } else if (node instanceof Node.Fields fields) {
                rules.add(new One(new Entry(fields, values), field, sites).read());
            }
        }
        return rules.size() == 1 ? rules.getFirst() : new Rule.Union(rules);
    }

    private Rule oneToOne(Node node, Field field) {
        if (field.source().count() != field.target().count()) {
            values.report(node, node.where(), "one to one needs populations of one size: '" + field.source().name()
                    + "' has " + field.source().count() + " cells, '" + field.target().name() + "' "
                    + field.target().count(), null);
        }
        return new Rule.OneToOne(0);
    }

    /** One rule being read. */
    private final class One {
        private final Entry entry;
        private final Field field;
        private final @Nullable IntFunction<Sites> sites;
        private final boolean autapses;
        private final boolean multapses;
        private final Variation variation;

        One(Entry entry, Field field, @Nullable IntFunction<Sites> sites) {
            this.entry = entry;
            this.field = field;
            this.sites = sites;
            this.autapses = entry.truth(NetworkFormat.AUTAPSES);
            this.multapses = entry.truth(NetworkFormat.MULTAPSES);
            this.variation = Variation.ofConnections(values, tables, placed(), Optional.empty());
        }

        private boolean placed() {
            return field.source().placement() != null && field.target().placement() != null;
        }

        Rule read() {
            Rule rule = entry.node(NetworkFormat.ONE_TO_ONE).map(node -> oneToOne(node, field))
                    .or(() -> entry.node(NetworkFormat.ALL_TO_ALL).map(node -> new Rule.AllToAll(autapses)))
                    .or(() -> entry.node(NetworkFormat.RING).map(node -> ring()))
                    .or(() -> entry.node(NetworkFormat.PROBABILITY).map(this::probability))
                    .or(() -> entry.node(NetworkFormat.IN_DEGREE).map(node -> new Rule.InDegree(
                            degree(node, field.source().count(), field.source().name()), autapses, multapses)))
                    .or(() -> entry.node(NetworkFormat.OUT_DEGREE).map(node -> new Rule.OutDegree(
                            degree(node, field.target().count(), field.target().name()), autapses, multapses)))
                    .or(() -> entry.entry(NetworkFormat.SYNAPSE_DENSITY).map(this::density))
                    .or(() -> entry.entry(NetworkFormat.TOUCH_KEY).map(this::touch))
                    .or(() -> entry.node(NetworkFormat.PAIRS).map(this::listed)).orElse(NOTHING);
            return filtered(near(rule));
        }

        /** What lies within reach, found without looking at all pairs where the rule allows it. */
        private Rule near(Rule rule) {
            if (!entry.has(NetworkFormat.WITHIN) || rule instanceof Rule.Pairwise) {
                return rule;
            }
            double reach_um = reach();
            return switch (rule) {
            case Rule.AllToAll all -> new Rule.Pairwise(new Value.Constant(1), reach_um, all.autapses());
            case Rule.Probability p ->
                new Rule.Pairwise(new Value.Constant(p.probability()), reach_um, p.autapses());
            default -> new Rule.Filter(rule, new Value.Computed(c -> c.distance_um() <= reach_um ? 1 : 0));
            };
        }

        private Rule ring() {
            return new Rule.OneToOne((int) entry.whole(NetworkFormat.RING));
        }

        private Rule filtered(Rule rule) {
            return entry.node(NetworkFormat.WHERE)
                    .<Rule>map(node -> new Rule.Filter(rule, variation.read(node, Measure.of(Unit.ONE, values))))
                    .orElse(rule);
        }

        private Rule probability(Node node) {
            Value value = variation.read(node, Measure.of(Unit.ONE, values));
            if (value instanceof Value.Constant(double constant)) {
                return new Rule.Probability(checked(node, constant), autapses);
            }
            return new Rule.Pairwise(value, entry.has(NetworkFormat.WITHIN) ? reach() : Double.POSITIVE_INFINITY,
                    autapses);
        }

        private double checked(Node node, double probability) {
            if (probability < 0 || probability > 1) {
                values.report(node, node.where(), "a probability lies between 0 and 1, got " + probability,
                        probability > 1 && probability <= 100 ? "percent are written as 0.1, not 10" : null);
            }
            return Double.isNaN(probability) ? 0 : Math.clamp(probability, 0, 1);
        }

        private double reach() {
            Node node = entry.node(NetworkFormat.WITHIN).orElseThrow();
            if (!placed()) {
                values.report(node, node.where(), "\"within\" needs to know where the cells stand",
                        "give the populations \"positions\"");
                return Double.POSITIVE_INFINITY;
            }
            double reach_um = entry.number(NetworkFormat.WITHIN);
            if (reach_um <= 0) {
                values.report(node, node.where(), "\"within\" must be above 0 um, got " + reach_um + " um",
                        null);
            }
            return reach_um;
        }

        private Value degree(Node node, int cells, String name) {
            Value degree = variation.read(node, Measure.of(Unit.ONE, values));
            if (degree instanceof Value.Constant(double constant)) {
                boolean same = field.source().first() == field.target().first();
                int available = same && !autapses ? cells - 1 : cells;
                if (constant != Math.rint(constant) || constant < 0) {
                    if (!Double.isNaN(constant)) {
                        values.report(node, node.where(), "a number of connections is a whole number of 0 or more, got "
                                + constant, null);
                    }
                    return new Value.Constant(0);
                }
                if (constant > available && !multapses) {
                    values.report(node, node.where(), Math.round(constant) + " different cells of population '" + name
                            + "' are asked for, there are " + available,
                            "\"multapses\": true allows a pair to be chosen several times");
                }
            }
            return degree;
        }

        private Rule density(Entry density) {
            IntFunction<Sites> here = sites;
            if (here == null) {
                values.report(new Node.Text("", density.where()), density.where(),
                        "a density of synapses needs cells with membrane", null);
                return NOTHING;
            }
            boolean byArea = density.has(NetworkFormat.PER_AREA);
            double perUnit = density.number(byArea ? NetworkFormat.PER_AREA : NetworkFormat.PER_LENGTH);
            Map<Sites, Double> extent = new IdentityHashMap<>();
            for (int i = 0; i < field.target().count(); i++) {
                Compartments compartments = census.kind(field.target().first() + i).cell().compartments();
                double[] measured = byArea ? compartments.area_um2() : compartments.length_um();
                extent.computeIfAbsent(here.apply(i),
                        s -> Arrays.stream(s.compartment()).distinct().mapToDouble(c -> measured[c]).sum());
            }
            return new Rule.InDegree(new Value.Computed(
                    contact -> perUnit * extent.getOrDefault(here.apply(contact.target()), 0.0)), autapses, true);
        }

        private Rule touch(Entry touch) {
            if (!placed() || !census.isCell(field.source().first()) || !census.isCell(field.target().first())) {
                values.report(new Node.Text("", touch.where()), touch.where(),
                        "touching needs cells with membrane whose place is known",
                        "give the populations \"positions\"");
                return NOTHING;
            }
            Node chance = touch.node(NetworkFormat.TOUCH_PROBABILITY).orElse(null);
            double probability = touch.number(NetworkFormat.TOUCH_PROBABILITY);
            return new Rule.Touch(touch.number(NetworkFormat.GAP),
                    chance == null ? probability : checked(chance, probability),
                    branches(touch, NetworkFormat.TOUCH_FROM, field.source().first()),
                    branches(touch, NetworkFormat.TOUCH_TO, field.target().first()), autapses);
        }

        private IntFunction<Branches> branches(Entry touch, Shape.Key key, int firstGid) {
            Map<BoundCell, Branches> byKind = new IdentityHashMap<>();
            return i -> {
                synchronized (byKind) {
                    return byKind.computeIfAbsent(census.kind(firstGid + i), kind -> pieces(touch, key, kind));
                }
            };
        }

        private Rule listed(Node node) {
            int[][] columns = node instanceof Node.Items items ? inline(items) : fromTable(node);
            for (int row = 0; row < columns[0].length; row++) {
                if (!inside(node, row, columns[0][row], field.source(), "source")
                        || !inside(node, row, columns[1][row], field.target(), "target")) {
                    return NOTHING;
                }
            }
            return new Rule.Listed(columns[0], columns[1], new int[0]);
        }

        private boolean inside(Node node, int row, int index, huxley.synapse.Population population, String what) {
            if (index >= 0 && index < population.count()) {
                return true;
            }
            Node where = node instanceof Node.Items items ? items.items().get(row) : node;
            values.report(where, where.where(), "row " + (row + 1) + ": there is no " + what + " " + index
                    + ", population '" + population.name() + "' has cells 0 to " + (population.count() - 1), null);
            return false;
        }

        private int[][] inline(Node.Items items) {
            int[][] columns = new int[2][items.items().size()];
            for (int row = 0; row < columns[0].length; row++) {
                List<Node> pair = items.items().get(row) instanceof Node.Items list ? list.items() : List.of();
                if (pair.size() != 2) {
                    Node node = items.items().get(row);
                    values.report(node, node.where(), "a pair is [source, target], got " + pair.size() + " values",
                            null);
                    return new int[2][0];
                }
                columns[0][row] = (int) values.whole(pair.get(0), 0);
                columns[1][row] = (int) values.whole(pair.get(1), 0);
            }
            return columns;
        }

        private int[][] fromTable(Node node) {
            Entry list = new Entry((Node.Fields) node, values);
            Optional<Table> table = table(list);
            if (table.isEmpty()) {
                return new int[2][0];
            }
            try {
                int[] source = whole(table.get().column(list.text(NetworkFormat.LIST_SOURCE), node), node);
                int[] target = whole(table.get().column(list.text(NetworkFormat.LIST_TARGET), node), node);
                if (source.length == target.length) {
                    return new int[][] {source, target};
                }
                values.report(node, node.where(), source.length + " sources but " + target.length + " targets", null);
            } catch (InvalidInputException e) {
                Problem first = e.problems().getFirst();
                values.report(node, first.where(), first.message(), first.hint());
            }
            return new int[2][0];
        }

        private int[] whole(double[] column, Node node) {
            for (int row = 0; row < column.length; row++) {
                if (column[row] != Math.rint(column[row]) || Math.abs(column[row]) > Integer.MAX_VALUE) {
                    values.report(node, node.where(), "row " + (row + 1) + ": an index is a whole number, got "
                            + column[row], null);
                    return new int[0];
                }
            }
            return Arrays.stream(column).mapToInt(v -> (int) v).toArray();
        }
    }

    /** The cones of a region of a kind of cell, each with the compartment its middle lies in. */
    private Branches pieces(Entry touch, Shape.Key key, BoundCell kind) {
        Anatomy anatomy = kind.anatomy();
        List<Node.Text> names = touch.texts(key);
        BitSet region = names.isEmpty()
                ? anatomy.regionsSoFar(List.of(new Node.Text(key.standard(), touch.where())))
                : anatomy.regions(names);
        List<float[]> pieces = new ArrayList<>();
        List<Integer> compartment = new ArrayList<>();
        for (int s = 0; s < anatomy.morphology().size(); s++) {
            Section section = anatomy.morphology().section(s);
            double[] arc = section.arc_um();
            double total = arc[arc.length - 1];
            for (int p = 1; p < section.points() && total > 0; p++) {
                int here = anatomy.compartments().locate(s,
                        Math.clamp(0.5 * (arc[p - 1] + arc[p]) / total, 1e-9, 1 - 1e-9));
                if (region.get(here)) {
                    compartment.add(here);
                    pieces.add(new float[] {(float) section.x_um()[p - 1], (float) section.y_um()[p - 1],
                            (float) section.z_um()[p - 1], (float) section.x_um()[p], (float) section.y_um()[p],
                            (float) section.z_um()[p],
                            (float) (0.25 * (section.diam_um()[p - 1] + section.diam_um()[p]))});
                }
            }
        }
        float[] from = new float[3 * pieces.size()];
        float[] to = new float[3 * pieces.size()];
        float[] radius = new float[pieces.size()];
        for (int i = 0; i < radius.length; i++) {
            System.arraycopy(pieces.get(i), 0, from, 3 * i, 3);
            System.arraycopy(pieces.get(i), 3, to, 3 * i, 3);
            radius[i] = pieces.get(i)[6];
        }
        return new Branches(compartment.stream().mapToInt(Integer::intValue).toArray(), from, to, radius);
    }
}
