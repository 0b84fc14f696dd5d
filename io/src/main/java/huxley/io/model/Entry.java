package huxley.io.model;

import huxley.io.document.Node;
import huxley.io.formula.Formula;
import huxley.io.formula.Quantity;
import huxley.io.model.Shape.Key;
import huxley.io.model.Shape.Value;
import huxley.neuron.problem.Span;
import huxley.neuron.units.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An object of the document, read key by key. What has the wrong kind reads as absent: {@link StructureCheck} has
 * complained about it already.
 */
final class Entry {
    /** Keys whose values name cells or populations. */
    private static final Set<String> REFERENCES = Set.of("cell", "population", "populations", "from", "to");

    private final Node.Fields fields;
    private final Values values;

    Entry(Node.Fields fields, Values values) {
        this.fields = fields;
        this.values = values;
    }

    Span where() {
        return fields.where();
    }

    /** Where a key's value stands; the whole object if it is absent. */
    Span where(Key key) {
        return node(key).map(Node::where).orElse(fields.where());
    }

    boolean has(Key key) {
        return node(key).isPresent();
    }

    Optional<Node> node(Key key) {
        return Optional.ofNullable(fields.fields().get(key.name())).map(Node.Field::value)
                .filter(node -> StructureCheck.accepts(key.shape(), node));
    }

    /** The value in the unit of the key; its default if absent; NaN if it has none or the value is wrong (and reported). */
    double number(Key key) {
        Unit unit = Unit.parse(((Value) key.shape()).unit());
        Optional<Node> node = node(key);
        if (node.isPresent()) {
            return values.number(node.get(), unit);
        }
        return key.standard().isEmpty() ? Double.NaN : values.constant(key.standard(), unit);
    }

    /** The items of a list of values, in the unit of the key. */
    double[] numbers(Key key) {
        Value value = (Value) (key.shape() instanceof Shape.Items items ? items.item() : item(key));
        return nodes(key).stream().mapToDouble(node -> values.number(node, Unit.parse(value.unit()))).toArray();
    }

    private static Shape item(Key key) {
        return ((Shape.OneOrMore) key.shape()).item();
    }

    /** A value that may vary in space. */
    Optional<Formula> formula(Key key) {
        return node(key).flatMap(values::formula);
    }

    /** Whether anything in it refers to cells of a name, alone or with an index. */
    boolean refersTo(String cell) {
        return refersTo(fields, cell, false);
    }

    private static boolean refersTo(Node node, String cell, boolean reference) {
        return switch (node) {
        case Node.Text text -> reference && (text.value().equals(cell) || text.value().startsWith(cell + "[")
                || text.value().startsWith(cell + "/"));
        case Node.Items items -> items.items().stream().anyMatch(item -> refersTo(item, cell, reference));
        case Node.Fields object -> object.fields().values().stream()
                .anyMatch(field -> refersTo(field.value(), cell, REFERENCES.contains(field.name())));
        case Node.Number _,Node.Truth _,Node.Nothing _ -> false;
        };
    }

    long whole(Key key) {
        Optional<Node> node = node(key);
        Shape.Whole whole = (Shape.Whole) key.shape();
        return node.isPresent() ? values.whole(node.get(), whole) : Long.parseLong(key.standard());
    }

    boolean truth(Key key) {
        return node(key).map(node -> ((Node.Truth) node).value()).orElseGet(() -> Boolean.parseBoolean(key.standard()));
    }

    /** The text; its default (perhaps empty) if absent. */
    String text(Key key) {
        return optionalText(key).orElse(key.standard());
    }

    Optional<String> optionalText(Key key) {
        return node(key).filter(Node.Text.class::isInstance).map(node -> ((Node.Text) node).value());
    }

    Optional<Entry> entry(Key key) {
        return node(key).filter(Node.Fields.class::isInstance).map(node -> new Entry((Node.Fields) node, values));
    }

    /** The items of a list; a single item reads as a list of one, absence as an empty list. */
    List<Node> nodes(Key key) {
        return node(key).map(node -> node instanceof Node.Items items ? items.items() : List.of(node))
                .orElse(List.of());
    }

    List<Node.Text> texts(Key key) {
        List<Node.Text> texts = new ArrayList<>();
        for (Node node : nodes(key)) {
            if (node instanceof Node.Text text) {
                texts.add(text);
            }
        }
        return texts;
    }

    List<Entry> entries(Key key) {
        List<Entry> entries = new ArrayList<>();
        for (Node node : nodes(key)) {
            if (node instanceof Node.Fields object) {
                entries.add(new Entry(object, values));
            }
        }
        return entries;
    }

    /** The fields of an object whose keys the user chooses. */
    List<Node.Field> named(Key key) {
        return node(key).filter(Node.Fields.class::isInstance)
                .map(node -> List.copyOf(((Node.Fields) node).fields().values())).orElse(List.of());
    }

    /** Those fields of such an object that are objects themselves. */
    Map<Node.Field, Entry> namedEntries(Key key) {
        return entry(key).map(Entry::all).orElse(Map.of());
    }

    /** All fields that are objects, of an object whose keys the user chooses. */
    Map<Node.Field, Entry> all() {
        Map<Node.Field, Entry> entries = new LinkedHashMap<>();
        for (Node.Field field : fields.fields().values()) {
            if (field.value() instanceof Node.Fields object) {
                entries.put(field, new Entry(object, values));
            }
        }
        return entries;
    }

    /** Any value as it stands. */
    Optional<Quantity> quantity(Key key) {
        return node(key).flatMap(values::quantity);
    }
}
