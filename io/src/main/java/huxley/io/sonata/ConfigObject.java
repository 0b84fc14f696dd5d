package huxley.io.sonata;

import huxley.io.document.Node;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Span;
import huxley.neuron.problem.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object of a configuration. Values of the wrong kind are complained of and count as absent. It remembers which keys
 * were asked for, so that {@link #warnOfUnknownKeys} can name those that nobody understands.
 */
final class ConfigObject {
    private final String name;
    private final Node.Fields node;
    private final Manifest manifest;
    private final Problems problems;
    private final Set<String> asked = new HashSet<>();

    ConfigObject(String name, Node.Fields node, Manifest manifest, Problems problems) {
        this.name = name;
        this.node = node;
        this.manifest = manifest;
        this.problems = problems;
    }

    String name() {
        return name;
    }

    Span where() {
        return node.where();
    }

    Manifest manifest() {
        return manifest;
    }

    boolean has(String key) {
        return node(key) != null;
    }

    /** Where the value of a key stands, or the object if it is absent. */
    Span where(String key) {
        Node.Field field = node.fields().get(key);
        return field == null ? node.where() : field.value().where();
    }

    /** The value; null if absent or null. */
    @Nullable
    Node node(String key) {
        asked.add(key);
        Node.Field field = node.fields().get(key);
        return field == null || field.value() instanceof Node.Nothing ? null : field.value();
    }

    Optional<String> text(String key) {
        return wanted(key, Node.Text.class, "a text").map(manifest::expanded);
    }

    Optional<Path> path(String key) {
        return wanted(key, Node.Text.class, "a path").map(manifest::path);
    }

    double number(String key, double otherwise) {
        return wanted(key, Node.Number.class, "a number").map(Node.Number::value).orElse(otherwise);
    }

    boolean flag(String key, boolean otherwise) {
        return wanted(key, Node.Truth.class, "true or false").map(Node.Truth::value).orElse(otherwise);
    }

    /** A list of numbers, or a single one; empty if absent. */
    double[] numbers(String key) {
        Node value = node(key);
        List<Node> items = value == null ? List.of() : value instanceof Node.Items list ? list.items() : List.of(value);
        List<Double> numbers = new ArrayList<>();
        for (Node item : items) {
            if (item instanceof Node.Number number) {
                numbers.add(number.value());
            } else {
                problems.error(item.where(), "this is " + item.kind() + "; " + key + " must be numbers", null);
            }
        }
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The object under a key; an empty one if absent. */
    ConfigObject object(String key) {
        Node.Fields none = new Node.Fields(Map.of(), node.where());
        return new ConfigObject(key, wanted(key, Node.Fields.class, "an object").orElse(none), manifest, problems);
    }

    /** The objects in an object, by name in the order of the file. */
    List<ConfigObject> members() {
        List<ConfigObject> members = new ArrayList<>();
        node.fields().forEach((key, field) -> {
            asked.add(key);
            if (field.value() instanceof Node.Fields fields) {
                members.add(new ConfigObject(key, fields, manifest, problems));
            } else {
                problems.error(field.value().where(),
                        "'" + key + "' of " + name + " is " + field.value().kind() + "; it must be an object", null);
            }
        });
        return members;
    }

    /** The objects in a list. */
    List<ConfigObject> items(String key) {
        List<ConfigObject> items = new ArrayList<>();
        for (Node item : wanted(key, Node.Items.class, "a list").map(Node.Items::items).orElse(List.of())) {
            if (item instanceof Node.Fields fields) {
                items.add(new ConfigObject(key, fields, manifest, problems));
            } else {
                problems.error(item.where(), "this is " + item.kind() + "; " + key + " must be objects", null);
            }
        }
        return items;
    }

    Map<String, Node> values() {
        Map<String, Node> values = new LinkedHashMap<>();
        node.fields().forEach((key, field) -> values.put(key, field.value()));
        asked.addAll(values.keySet());
        return values;
    }

    private <N extends Node> Optional<N> wanted(String key, Class<N> kind, String what) {
        Node value = node(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!kind.isInstance(value)) {
            problems.error(value.where(), "'" + key + "' is " + value.kind() + "; it must be " + what, null);
            return Optional.empty();
        }
        return Optional.of(kind.cast(value));
    }

    /** @param others keys that are known but make no difference here */
    void warnOfUnknownKeys(String... others) {
        Set<String> known = new HashSet<>(asked);
        known.addAll(List.of(others));
        node.fields().forEach((key, field) -> {
            if (!known.contains(key)) {
                problems.warning(field.nameWhere(), "key \"" + key + "\" is not known here and is ignored",
                        Suggestion.hint(key, "keys", known));
            }
        });
    }
}
