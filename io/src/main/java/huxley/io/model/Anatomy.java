package huxley.io.model;

import huxley.io.document.Node;
import huxley.io.formula.Quantity;
import huxley.io.formula.Scope;
import huxley.neuron.cell.Compartments;
import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.Section;
import huxley.neuron.problem.Suggestion;
import huxley.neuron.units.Unit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A cell's shape, divided, with its named regions. A region is a set of compartments, decided at their centres. */
final class Anatomy {
    private static final Unit MICROMETRE = Unit.parse("um");
    private static final Map<String, Integer> TYPES = Map.of("soma", 1, "axon", 2, "basal", 3, "apical", 4);
    static final int SPINE_NECK = 101;
    static final int SPINE_HEAD = 102;
    private static final Map<String, Set<Integer>> BUILT_IN = Map.of("soma", Set.of(1), "axon", Set.of(2), "basal",
            Set.of(3), "apical", Set.of(4), "dendrites", Set.of(3, 4), "spineNecks", Set.of(SPINE_NECK), "spineHeads",
            Set.of(SPINE_HEAD), "spines", Set.of(SPINE_NECK, SPINE_HEAD));

    private final Morphology morphology;
    private final Compartments compartments;
    private final Map<String, Entry> definitions = new HashMap<>();
    private final Map<String, BitSet> regions = new HashMap<>();
    private final Set<String> underWay = new LinkedHashSet<>();
    private final Values values;

    Anatomy(Morphology morphology, Compartments compartments, Entry cell, Values values) {
        this.morphology = morphology;
        this.compartments = compartments;
        this.values = values;
        cell.namedEntries(ModelFormat.REGIONS).forEach((field, entry) -> definitions.put(field.name(), entry));
    }

    /** Looks at every region the model defines, used or not, so that mistakes in its definition show. */
    void checkDefinitions(Entry cell) {
        cell.named(ModelFormat.REGIONS).forEach(field -> region(new Node.Text(field.name(), field.nameWhere())));
    }

    Morphology morphology() {
        return morphology;
    }

    Compartments compartments() {
        return compartments;
    }

    /** The compartments in any of these regions; a region that is unknown or empty is reported. */
    BitSet regions(List<Node.Text> names) {
        BitSet union = new BitSet();
        for (Node.Text name : names) {
            BitSet region = region(name);
            if (region.isEmpty() && isKnown(name.value())) {
                values.report(name, name.where(), "region '" + name.value() + "' selects nothing on this cell",
                        contents());
            }
            union.or(region);
        }
        return union;
    }

    /** As {@link #regions}, but an empty region is no fault: this shape is only a sketch of the final one. */
    BitSet regionsSoFar(List<Node.Text> names) {
        BitSet union = new BitSet();
        names.forEach(name -> union.or(region(name)));
        return union;
    }

    private BitSet region(Node.Text name) {
        BitSet known = regions.get(name.value());
        if (known != null) {
            return known;
        }
        if (!underWay.add(name.value())) {
            values.report(name, name.where(), "region '" + name.value() + "' is defined by itself",
                    String.join(" -> ", underWay) + " -> " + name.value());
            return new BitSet();
        }
        BitSet found = find(name);
        underWay.remove(name.value());
        regions.put(name.value(), found);
        return found;
    }

    private BitSet find(Node.Text name) {
        Entry definition = definitions.get(name.value());
        if (definition != null) {
            return defined(definition);
        }
        if (name.value().equals("all")) {
            return select(i -> true);
        }
        Set<Integer> types = BUILT_IN.get(name.value());
        OptionalInt section = morphology.indexOf(name.value());
        if (types == null && section.isEmpty()) {
            values.report(name, name.where(), "there is no region '" + name.value() + "'",
                    Suggestion.hint(name.value(), "regions", knownNames()));
            return new BitSet();
        }
        return select(i -> section.isPresent() && compartments.section()[i] == section.getAsInt()
                || types != null && types.contains(typeOf(i)));
    }

    private BitSet defined(Entry definition) {
        BitSet region = select(i -> true);
        List<Node> types = definition.nodes(ModelFormat.REGION_TYPE);
        if (!types.isEmpty()) {
            Set<Integer> wanted = types.stream().map(node -> type(node, values)).collect(Collectors.toSet());
            region.and(select(i -> wanted.contains(typeOf(i))));
        }
        List<Node.Text> patterns = definition.texts(ModelFormat.REGION_SECTIONS);
        if (!patterns.isEmpty()) {
            region.and(matching(patterns));
        }
        definition.entry(ModelFormat.REGION_DISTANCE).ifPresent(r -> region.and(range(r, compartments.distance_um())));
        definition.entry(ModelFormat.REGION_DIAMETER).ifPresent(r -> region.and(range(r, compartments.diam_um())));
        List<Node.Text> union = definition.texts(ModelFormat.REGION_UNION);
        if (!union.isEmpty()) {
            BitSet any = new BitSet();
            union.forEach(name -> any.or(region(name)));
            region.and(any);
        }
        definition.texts(ModelFormat.REGION_INTERSECT).forEach(name -> region.and(region(name)));
        definition.texts(ModelFormat.REGION_MINUS).forEach(name -> region.andNot(region(name)));
        return region;
    }

    private BitSet matching(List<Node.Text> patterns) {
        BitSet any = new BitSet();
        for (Node.Text text : patterns) {
            Pattern pattern = glob(text.value());
            BitSet found = select(i -> pattern.matcher(sectionName(i)).matches());
            if (found.isEmpty()) {
                List<String> names = morphology.sections().stream().map(Section::name).toList();
                values.report(text, text.where(), "no section is called '" + text.value() + "'",
                        Suggestion.hint(text.value(), "sections", names));
            }
            any.or(found);
        }
        return any;
    }

    /** {@code *} stands for any characters, also none. */
    static Pattern glob(String pattern) {
        return Pattern.compile(
                Pattern.compile("\\*").splitAsStream(pattern + " ").map(Pattern::quote)
                        .collect(Collectors.joining(".*"))
                        .replace(" \\E", "\\E"));
    }

    private BitSet range(Entry range, double[] value_um) {
        double from = range.has(ModelFormat.RANGE_FROM)
                ? range.number(ModelFormat.RANGE_FROM)
                : Double.NEGATIVE_INFINITY;
        double to = range.has(ModelFormat.RANGE_TO) ? range.number(ModelFormat.RANGE_TO) : Double.POSITIVE_INFINITY;
        return select(i -> value_um[i] >= from && value_um[i] < to);
    }

    private BitSet select(IntPredicate predicate) {
        BitSet set = new BitSet(compartments.size());
        for (int i = 0; i < compartments.size(); i++) {
            set.set(i, predicate.test(i));
        }
        return set;
    }

    /** The SWC type a document names. */
    static int type(Node node, Values values) {
        if (node instanceof Node.Text text && TYPES.containsKey(text.value())) {
            return TYPES.getOrDefault(text.value(), 0);
        }
        return (int) values.whole(node, 0);
    }

    private int typeOf(int compartment) {
        return morphology.section(compartments.section()[compartment]).type();
    }

    String sectionName(int compartment) {
        return morphology.section(compartments.section()[compartment]).name();
    }

    private boolean isKnown(String name) {
        return regions.containsKey(name) && (definitions.containsKey(name) || BUILT_IN.containsKey(name)
                || morphology.indexOf(name).isPresent());
    }

    private Set<String> knownNames() {
        Set<String> names = new TreeSet<>(definitions.keySet());
        names.addAll(BUILT_IN.keySet());
        names.add("all");
        morphology.sections().stream().filter(s -> !s.name().contains("[")).forEach(s -> names.add(s.name()));
        return names;
    }

    /** What the cell has, for complaints about empty regions. */
    private String contents() {
        List<String> parts = new ArrayList<>();
        for (String name : List.of("soma", "axon", "basal", "apical")) {
            int type = TYPES.getOrDefault(name, 0);
            long sections = morphology.sections().stream().filter(s -> s.type() == type).count();
            if (sections > 0) {
                parts.add(sections + " of type " + name);
            }
        }
        double farthest = java.util.Arrays.stream(compartments.distance_um()).max().orElse(0);
        return "the cell has " + morphology.size() + " sections (" + String.join(", ", parts) + "), distances up to "
                + Math.round(farthest) + " um";
    }

    /** Parameters and where a compartment lies. */
    Scope at(int i) {
        return values.within(Map.of("distance", length(compartments.distance_um()[i]), "diameter",
                length(compartments.diam_um()[i]), "x", length(compartments.centerX_um()[i]), "y",
                length(compartments.centerY_um()[i]), "z", length(compartments.centerZ_um()[i])));
    }

    private static Quantity length(double um) {
        return new Quantity(um, MICROMETRE);
    }
}
