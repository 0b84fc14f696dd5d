package huxley.io.model;

import huxley.io.document.Node;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.problem.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Populations by a point process, written out: each is made of a kind of cell of its own name, a ball of one compartment
 * ({@code soma}) with the point process in it, whose area makes the capacitance.
 */
final class PointNeurons {
    private static final String VOLTAGE = "initialVoltage";
    private static final String MIDDLE = "soma(0.5)";
    /** Of a membrane of 1 uF/cm2. */
    private static final double AREA_UM2_PER_PF = 100;

    private final Node.Fields model;
    private final MechanismLibrary library;
    private final Values values;

    PointNeurons(Node.Fields model, MechanismLibrary library, Values values) {
        this.model = model;
        this.library = library;
        this.values = values;
    }

    /** The model with such populations as populations of cells. */
    Entry writtenOut() {
        Map<String, Node.Field> cells = new LinkedHashMap<>(objects(ModelFormat.CELLS));
        Map<String, Node.Field> populations = new LinkedHashMap<>(objects(NetworkFormat.POPULATIONS));
        for (Node.Field population : List.copyOf(populations.values())) {
            pointProcess(population).ifPresent(mechanism -> {
                Entry entry = new Entry((Node.Fields) population.value(), values);
                Node.Field kind = kind(population, entry, mechanism);
                Node.Field before = cells.putIfAbsent(population.name(), kind);
                if (before != null) {
                    values.report(population.value(), population.nameWhere(),
                            "there are two things called '" + population.name() + "'",
                            "the other stands at " + before.nameWhere().position());
                }
                populations.put(population.name(), ofCells(population, mechanism));
            });
        }
        Map<String, Node.Field> all = new LinkedHashMap<>(model.fields());
        replace(all, ModelFormat.CELLS, cells);
        replace(all, NetworkFormat.POPULATIONS, populations);
        return new Entry(new Node.Fields(all, model.where()), values);
    }

    private Map<String, Node.Field> objects(Shape.Key key) {
        Node.Field field = model.fields().get(key.name());
        return field != null && field.value() instanceof Node.Fields object ? object.fields() : Map.of();
    }

    private void replace(Map<String, Node.Field> all, Shape.Key key, Map<String, Node.Field> objects) {
        if (!objects.isEmpty()) {
            Node.Field before = all.get(key.name());
            Span where = before == null ? model.where() : before.value().where();
            all.put(key.name(), new Node.Field(key.name(), before == null ? where : before.nameWhere(),
                    new Node.Fields(objects, where)));
        }
    }

    private Optional<Mechanism> pointProcess(Node.Field population) {
        if (!(population.value() instanceof Node.Fields fields)) {
            return Optional.empty();
        }
        Entry entry = new Entry(fields, values);
        Optional<Mechanism> mechanism = entry.node(NetworkFormat.NEURON)
                .flatMap(node -> library.any(entry.text(NetworkFormat.NEURON), node, node.where(), values))
                .filter(found -> found.kind() == Mechanism.Kind.POINT);
        for (Shape.Key key : List.of(NetworkFormat.NEURON_CAPACITANCE, NetworkFormat.NEURON_THRESHOLD)) {
            if (mechanism.isEmpty()) {
                entry.node(key).ifPresent(node -> values.report(node, node.where(), "\"" + key.name()
                        + "\" is of populations whose \"mechanism\" is a point process", null));
            }
        }
        return mechanism;
    }

    private Node.Field kind(Node.Field population, Entry entry, Mechanism mechanism) {
        Span where = population.nameWhere();
        Node side = text(Math.sqrt(AREA_UM2_PER_PF / Math.PI * capacitance_pF(population, entry, mechanism)) + " um",
                where);
        Node soma = object(where,
                Map.of(ModelFormat.SECTION_LENGTH.name(), side, ModelFormat.SECTION_DIAMETER.name(), side));
        Node membrane = object(where, Map.of(ModelFormat.PAINT_REGION.name(), text("all", where)));
        Node dynamics = object(where, Map.of(ModelFormat.PLACE_AT.name(), text(MIDDLE, where),
                ModelFormat.PLACE_MECHANISM.name(), text(mechanism.name(), where)));
        Map<String, Node> detector = new LinkedHashMap<>(Map.of(ModelFormat.DETECTOR_AT.name(), text(MIDDLE, where)));
        entry.node(NetworkFormat.NEURON_THRESHOLD).ifPresent(node -> detector.put(ModelFormat.THRESHOLD.name(), node));
        Map<String, Node> cell = new LinkedHashMap<>();
        cell.put(ModelFormat.MORPHOLOGY.name(),
                object(where, Map.of(ModelFormat.SECTIONS.name(), object(where, Map.of("soma", soma)))));
        cell.put(ModelFormat.COMPARTMENTS.name(),
                object(where, Map.of(ModelFormat.PER_SECTION.name(), new Node.Number(1, "1", where))));
        cell.put(ModelFormat.PAINTS.name(), new Node.Items(List.of(membrane), where));
        cell.put(ModelFormat.PLACES.name(), object(where, Map.of(mechanism.name(), dynamics)));
        cell.put(ModelFormat.SPIKES.name(), object(where, detector));
        return new Node.Field(population.name(), where, object(where, cell));
    }

    private double capacitance_pF(Node.Field population, Entry entry, Mechanism mechanism) {
        Optional<Node> given = entry.node(NetworkFormat.NEURON_CAPACITANCE);
        double capacitance_pF = entry.number(NetworkFormat.NEURON_CAPACITANCE);
        if (given.isEmpty()) {
            values.report(population.value(), population.nameWhere(), "population '" + population.name() + "' of "
                    + mechanism.name() + " needs a \"" + NetworkFormat.NEURON_CAPACITANCE.name() + "\"",
                    "that of one neuron, such as \"100 pF\"");
        } else if (capacitance_pF <= 0) {
            values.report(given.get(), given.get().where(), "\"" + NetworkFormat.NEURON_CAPACITANCE.name()
                    + "\" must be above 0 pF, got " + capacitance_pF, null);
        }
        return capacitance_pF > 0 ? capacitance_pF : 1;
    }

    /** Parameters without a label are those of the point process. */
    private static Node.Field ofCells(Node.Field population, Mechanism mechanism) {
        Map<String, Node.Field> fields = new LinkedHashMap<>(((Node.Fields) population.value()).fields());
        Span named = population.value().where();
        fields.remove(NetworkFormat.NEURON.name());
        fields.remove(NetworkFormat.NEURON_CAPACITANCE.name());
        fields.remove(NetworkFormat.NEURON_THRESHOLD.name());
        String cell = NetworkFormat.CELL_KINDS.name();
        fields.put(cell, new Node.Field(cell, named, text(population.name(), named)));
        fields.computeIfPresent(NetworkFormat.VARIED.name(), (key,
                parameters) -> parameters.value() instanceof Node.Fields(Map<String, Node.Field> given, Span where)
                        ? new Node.Field(key, parameters.nameWhere(),
                                new Node.Fields(labelled(given, mechanism), where))
                        : parameters);
        return new Node.Field(population.name(), population.nameWhere(),
                new Node.Fields(fields, population.value().where()));
    }

    private static Map<String, Node.Field> labelled(Map<String, Node.Field> parameters, Mechanism mechanism) {
        Map<String, Node.Field> labelled = new LinkedHashMap<>();
        parameters.forEach((name, field) -> {
            String full = name.contains(".") || name.equals(VOLTAGE) ? name : mechanism.name() + "." + name;
            labelled.put(full, new Node.Field(full, field.nameWhere(), field.value()));
        });
        return labelled;
    }

    private static Node.Text text(String value, Span where) {
        return new Node.Text(value, where);
    }

    private static Node.Fields object(Span where, Map<String, ? extends Node> entries) {
        Map<String, Node.Field> fields = new LinkedHashMap<>();
        entries.forEach((name, node) -> fields.put(name, new Node.Field(name, where, node)));
        return new Node.Fields(fields, where);
    }
}
