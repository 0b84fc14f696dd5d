package huxley.io.model;

import huxley.io.document.Node;
import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.Section;
import huxley.neuron.problem.Suggestion;
import huxley.neuron.units.Unit;
import huxley.neuron.units.UnitException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Sections written in the model. Straight ones are laid out in the plane: the root along x, a child in the direction of
 * its parent, children of one end fanned out. Only positions depend on that; the tree does not.
 */
final class InlineMorphology {
    private static final double FAN = Math.PI / 3;

    private final Values values;
    private final List<Section> sections = new ArrayList<>();
    private final Map<String, Integer> byName = new HashMap<>();
    private final Map<Integer, Double> direction = new HashMap<>();
    private final Map<String, Integer> attached = new HashMap<>();

    private InlineMorphology(Values values) {
        this.values = values;
    }

    static Optional<Morphology> read(String cell, Entry shape, Values values) {
        InlineMorphology reader = new InlineMorphology(values);
        Map<Node.Field, Entry> entries = shape.namedEntries(ModelFormat.SECTIONS);
        boolean good = !entries.isEmpty();
        for (Map.Entry<Node.Field, Entry> section : entries.entrySet()) {
            good &= reader.add(section.getKey(), section.getValue());
        }
        if (entries.isEmpty()) {
            shape.node(ModelFormat.SECTIONS)
                    .ifPresent(node -> values.report(node, node.where(), "a cell needs a section", null));
        }
        return good ? Optional.of(new Morphology(cell, reader.sections)) : Optional.empty();
    }

    private boolean add(Node.Field field, Entry entry) {
        Optional<Location> parent = parent(field, entry);
        if (parent.isEmpty()) {
            return false;
        }
        double[][] points = entry.entry(ModelFormat.SECTION_POINTS).map(this::points)
                .orElseGet(() -> straight(field, entry, parent.get()));
        if (points.length < 4 || java.util.Arrays.stream(points[3]).anyMatch(d -> !(d > 0))) {
            values.report(field.value(), field.nameWhere(), "section '" + field.name() + "' needs diameters above 0 um",
                    null);
            return false;
        }
        int type = entry.node(ModelFormat.SECTION_TYPE).map(node -> Anatomy.type(node, values))
                .orElseGet(() -> typeOf(field.name()));
        byName.put(field.name(), sections.size());
        sections.add(new Section(field.name(), type, parent.get().section(), parent.get().x(), points[0], points[1],
                points[2], points[3]));
        return true;
    }

    private Optional<Location> parent(Node.Field field, Entry entry) {
        Optional<Node> written = entry.node(ModelFormat.SECTION_PARENT);
        if (written.isEmpty()) {
            if (sections.isEmpty()) {
                return Optional.of(new Location(-1, 0));
            }
            values.report(field.value(), field.nameWhere(), "section '" + field.name() + "' lacks \"parent\"",
                    "only the first section has none; this morphology would have two roots");
            return Optional.empty();
        }
        Node.Text text = (Node.Text) written.get();
        if (sections.isEmpty()) {
            values.report(text, text.where(), "the first section is the root and has no parent", null);
            return Optional.empty();
        }
        String name = text.value().replaceAll("\\(.*", "").strip();
        if (!byName.containsKey(name)) {
            values.report(text, text.where(), "no section '" + name + "' stands before '" + field.name() + "'",
                    Suggestion.hint(name, "sections", byName.keySet()));
            return Optional.empty();
        }
        return Location.read(text, new Morphology("so far", sections), 1, values);
    }

    private double[][] points(Entry points) {
        double perUnit_um;
        Node unit = points.node(ModelFormat.POINTS_UNIT).orElse(null);
        if (!(unit instanceof Node.Text text)) {
            return new double[0][];
        }
        try {
            Unit written = Unit.parse(text.value());
            perUnit_um = values.number(new Node.Text("1 " + written.text(), text.where()), Unit.parse("um"));
        } catch (UnitException e) {
            values.report(text, text.where(), String.valueOf(e.getMessage()), e.hint());
            return new double[0][];
        }
        List<Node> rows = points.nodes(ModelFormat.POINTS_XYZD);
        double[][] xyzd_um = new double[4][rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            if (!(rows.get(i) instanceof Node.Items row) || row.items().size() != 4) {
                values.report(rows.get(i), rows.get(i).where(), "a point is [x, y, z, diameter]", null);
                return new double[0][];
            }
            for (int k = 0; k < 4; k++) {
                xyzd_um[k][i] = row.items().get(k) instanceof Node.Number number
                        ? number.value() * perUnit_um
                        : Double.NaN;
            }
        }
        return rows.size() < 2 ? new double[0][] : xyzd_um;
    }

    private double[][] straight(Node.Field field, Entry entry, Location parent) {
        double length_um = entry.number(ModelFormat.SECTION_LENGTH);
        double[] diameters_um = entry.numbers(ModelFormat.SECTION_DIAMETER);
        if (diameters_um.length == 0 || !(length_um > 0)) {
            if (!Double.isNaN(length_um)) {
                values.report(field.value(), field.nameWhere(),
                        "section '" + field.name() + "' needs a length above 0 um and a diameter", null);
            }
            return new double[0][];
        }
        int n = Math.max(2, diameters_um.length);
        double[] start = start(parent);
        double angle = angle(field.name(), parent);
        double[][] xyzd_um = new double[4][n];
        for (int i = 0; i < n; i++) {
            double along_um = length_um * i / (n - 1);
            xyzd_um[0][i] = start[0] + along_um * Math.cos(angle);
            xyzd_um[1][i] = start[1] + along_um * Math.sin(angle);
            xyzd_um[2][i] = start[2];
            xyzd_um[3][i] = diameters_um[Math.min(i, diameters_um.length - 1)];
        }
        direction.put(sections.size(), angle);
        return xyzd_um;
    }

    private double angle(String name, Location parent) {
        if (parent.section() < 0) {
            return 0;
        }
        String end = parent.section() + "@" + parent.x();
        int before = attached.merge(end, 1, Integer::sum) - 1;
        double forward = direction.getOrDefault(parent.section(), 0.0);
        double base = parent.x() == 0 ? forward + Math.PI : parent.x() == 1 ? forward : forward + Math.PI / 2;
        double side = before % 2 == 0 ? 1 : -1;
        return base + side * FAN * ((before + 1) / 2) / Math.max(1, (before + 1) / 2 + 1);
    }

    private double[] start(Location parent) {
        if (parent.section() < 0) {
            return new double[3];
        }
        return sections.get(parent.section()).at(parent.x());
    }

    private static int typeOf(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("soma")) {
            return 1;
        }
        if (lower.startsWith("axon")) {
            return 2;
        }
        if (lower.startsWith("apic")) {
            return 4;
        }
        return lower.startsWith("dend") || lower.startsWith("basal") ? 3 : 5;
    }
}
