package huxley.io.sonata;

import huxley.io.document.Node;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Suggestion;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Named sets of nodes. A set is given by conditions on attributes (all must hold; a list means any of its values;
 * {@code $gt}, {@code $gte}, {@code $lt}, {@code $lte} and {@code $regex} compare), by a list of other sets (their
 * union), or by a list of numbers, which count through all populations in the order of the circuit. A population is a set
 * of its own name, and {@code all} is everything.
 */
final class NodeSets {
    private final List<NodePopulation> populations;
    private final Map<String, Node> named;
    private final Problems problems;

    NodeSets(List<NodePopulation> populations, Map<String, Node> named, Problems problems) {
        this.populations = populations;
        this.named = named;
        this.problems = problems;
    }

    /** Nodes of each population, only those with some. */
    Map<NodePopulation, BitSet> resolve(@Nullable Node set) {
        Map<NodePopulation, BitSet> found = new LinkedHashMap<>();
        if (set == null) {
            populations.forEach(p -> found.put(p, all(p)));
        } else {
            collect(set, found, new HashSet<>());
        }
        found.values().removeIf(BitSet::isEmpty);
        return found;
    }

    private void collect(Node set, Map<NodePopulation, BitSet> found, Set<String> visiting) {
        switch (set) {
        case Node.Text text -> byName(text, found, visiting);
        case Node.Fields fields -> byConditions(fields, found);
        case Node.Items items -> items.items().forEach(item -> collect(item, found, visiting));
        case Node.Number number -> byNumber(number, found);
        case Node.Truth truth -> notASet(truth);
        case Node.Nothing nothing -> notASet(nothing);
        }
    }

    private void notASet(Node node) {
        problems.error(node.where(), node.kind() + " is no node set",
                "give the name of a node set or of a population, a list of them, or conditions on attributes");
    }

    private void byName(Node.Text text, Map<NodePopulation, BitSet> found, Set<String> visiting) {
        String name = text.value();
        Node definition = named.get(name);
        if (definition != null) {
            if (!visiting.add(name)) {
                problems.error(text.where(), "node set '" + name + "' contains itself", null);
                return;
            }
            collect(definition, found, visiting);
            visiting.remove(name);
            return;
        }
        boolean any = false;
        for (NodePopulation population : populations) {
            if (population.name().equals(name) || name.equals("all")) {
                add(population, all(population), found);
                any = true;
            }
        }
        if (!any) {
            Set<String> known = new HashSet<>(named.keySet());
            populations.forEach(p -> known.add(p.name()));
            problems.error(text.where(), "there is no node set '" + name + "'",
                    Suggestion.hint(name, "node sets", known));
        }
    }

    private void byNumber(Node.Number number, Map<NodePopulation, BitSet> found) {
        double left = number.value();
        for (NodePopulation population : populations) {
            if (left >= 0 && left < population.size() && left == Math.rint(left)) {
                BitSet one = new BitSet();
                one.set((int) left);
                add(population, one, found);
                return;
            }
            left -= population.size();
        }
        int total = populations.stream().mapToInt(NodePopulation::size).sum();
        problems.error(number.where(), "there is no node " + number.literal() + "; the circuit has " + total
                + " nodes, numbered from 0", null);
    }

    private void byConditions(Node.Fields fields, Map<NodePopulation, BitSet> found) {
        Set<String> known = new HashSet<>(Set.of("population", "node_id"));
        populations.forEach(p -> known.addAll(p.attributeNames()));
        for (Node.Field field : fields.fields().values()) {
            if (!known.contains(field.name())) {
                problems.error(field.nameWhere(), "no population has an attribute '" + field.name() + "'",
                        Suggestion.hint(field.name(), "attributes", known));
            }
        }
        for (NodePopulation population : populations) {
            BitSet nodes = all(population);
            for (Node.Field field : fields.fields().values()) {
                keep(nodes, matcher(population, field));
            }
            add(population, nodes, found);
        }
    }

    private IntPredicate matcher(NodePopulation population, Node.Field field) {
        return switch (field.name()) {
        case "population" -> node -> anyOf(field.value(), population.name(), Double.NaN);
        case "node_id" -> node -> anyOf(field.value(), Integer.toString(node), node);
        default -> node -> {
            String text = population.text(node, field.name());
            return text != null && matches(field.value(), text, parsed(text));
        };
        };
    }

    private boolean matches(Node condition, String text, double number) {
        if (!(condition instanceof Node.Fields operators)) {
            return anyOf(condition, text, number);
        }
        boolean all = true;
        for (Node.Field operator : operators.fields().values()) {
            all &= compare(operator, text, number);
        }
        return all;
    }

    private boolean compare(Node.Field operator, String text, double number) {
        double limit = operator.value() instanceof Node.Number n ? n.value() : Double.NaN;
        return switch (operator.name()) {
        case "$gt" -> number > limit;
        case "$gte" -> number >= limit;
        case "$lt" -> number < limit;
        case "$lte" -> number <= limit;
        case "$regex" -> operator.value() instanceof Node.Text pattern && found(pattern, text);
        default -> {
            problems.error(operator.nameWhere(), "'" + operator.name() + "' compares nothing",
                    Suggestion.hint(operator.name(), "comparisons", List.of("$gt", "$gte", "$lt", "$lte", "$regex")));
            yield false;
        }
        };
    }

    private boolean found(Node.Text pattern, String text) {
        try {
            return Pattern.compile(pattern.value()).matcher(text).find();
        } catch (PatternSyntaxException e) {
            problems.error(pattern.where(), "this is no regular expression: " + e.getDescription(), null);
            return false;
        }
    }

    private static boolean anyOf(Node condition, String text, double number) {
        return switch (condition) {
        case Node.Items items -> items.items().stream().anyMatch(item -> anyOf(item, text, number));
        case Node.Text wanted -> wanted.value().equals(text);
        case Node.Number wanted -> wanted.value() == number;
        case Node.Truth wanted -> Boolean.toString(wanted.value()).equalsIgnoreCase(text)
                || number == (wanted.value() ? 1 : 0);
        case Node.Fields ignored -> false;
        case Node.Nothing ignored -> false;
        };
    }

    private static double parsed(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static void keep(BitSet nodes, IntPredicate wanted) {
        for (int n = nodes.nextSetBit(0); n >= 0; n = nodes.nextSetBit(n + 1)) {
            if (!wanted.test(n)) {
                nodes.clear(n);
            }
        }
    }

    private static BitSet all(NodePopulation population) {
        BitSet all = new BitSet(population.size());
        all.set(0, population.size());
        return all;
    }

    private static void add(NodePopulation population, BitSet nodes, Map<NodePopulation, BitSet> found) {
        found.computeIfAbsent(population, p -> new BitSet()).or(nodes);
    }

    /** Numbers of the nodes in a set, ascending. */
    static List<Integer> list(BitSet nodes) {
        List<Integer> list = new ArrayList<>();
        nodes.stream().forEach(list::add);
        return list;
    }
}
