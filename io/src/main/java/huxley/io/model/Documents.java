package huxley.io.model;

import huxley.io.document.DocumentReader;
import huxley.io.document.Node;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Source;
import huxley.neuron.problem.Span;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The files a model is made of: reads them, follows {@code include}, and knows which folder a relative path starts in. */
final class Documents {
    private static final String INCLUDE = "include";

    private final Map<Source, Path> folders = Collections.synchronizedMap(new IdentityHashMap<>());
    private final Set<Path> open = new LinkedHashSet<>();
    private final Problems problems;

    Documents(Problems problems) {
        this.problems = problems;
    }

    /** The whole document of a model file, includes resolved. */
    Node.Fields read(Path file) {
        Node root = load(file, Span.none(file.toString()));
        if (root instanceof Node.Fields fields) {
            return fields;
        }
        throw new InvalidInputException(
                Problem.error(root.where(), "a model is an object { ... }, got " + root.kind(), null));
    }

    /** The file a text of the document names: relative to the file the text stands in. */
    Path resolve(Node.Text path) {
        Path folder = folders.getOrDefault(path.where().source(), Path.of(""));
        try {
            return folder.resolve(path.value()).normalize();
        } catch (InvalidPathException e) {
            throw new InvalidInputException(
                    Problem.error(path.where(), "\"" + path.value() + "\" is not a path", null));
        }
    }

    private Node load(Path file, Span mention) {
        Path identity = file.toAbsolutePath().normalize();
        if (!open.add(identity)) {
            List<String> circle = new ArrayList<>(open.stream().map(p -> String.valueOf(p.getFileName())).toList());
            circle.add(String.valueOf(identity.getFileName()));
            throw new InvalidInputException(Problem.error(mention, "files include each other in a circle",
                    String.join(" -> ", circle)));
        }
        Source source = DocumentReader.load(file, mention);
        Path folder = file.getParent();
        folders.put(source, folder == null ? Path.of("") : folder);
        Node node = included(DocumentReader.read(source, problems));
        open.remove(identity);
        return node;
    }

    private Node included(Node node) {
        return switch (node) {
        case Node.Items items -> new Node.Items(items.items().stream().map(this::included).toList(), items.where());
        case Node.Fields fields -> withIncludes(fields);
        case Node.Text _,Node.Number _,Node.Truth _,Node.Nothing _ -> node;
        };
    }

    private Node withIncludes(Node.Fields fields) {
        Map<String, Node.Field> own = new LinkedHashMap<>();
        for (Node.Field field : fields.fields().values()) {
            own.put(field.name(), new Node.Field(field.name(), field.nameWhere(), included(field.value())));
        }
        Node.Field include = own.remove(INCLUDE);
        Node.Fields merged = new Node.Fields(own, fields.where());
        if (include == null) {
            return merged;
        }
        List<Node> files = include.value() instanceof Node.Items items ? items.items() : List.of(include.value());
        for (Node file : files.reversed()) {
            merged = mergeFile(file, merged);
        }
        return merged;
    }

    private Node.Fields mergeFile(Node file, Node.Fields over) {
        if (!(file instanceof Node.Text path)) {
            problems.error(file.where(), "\"include\" takes a path or a list of paths, got " + file.kind());
            return over;
        }
        try {
            if (load(resolve(path), path.where()) instanceof Node.Fields under) {
                return merge(under, over);
            }
            problems.error(file.where(), "the included file is not an object { ... }");
        } catch (InvalidInputException e) {
            problems.addAll(e.problems());
        }
        return over;
    }

    /** {@code over} wins; objects are merged, lists joined. */
    private static Node.Fields merge(Node.Fields under, Node.Fields over) {
        Map<String, Node.Field> merged = new LinkedHashMap<>(under.fields());
        for (Node.Field field : over.fields().values()) {
            merged.merge(field.name(), field, Documents::mergeField);
        }
        return new Node.Fields(merged, over.where());
    }

    /** The object of a field with more entries under one of its keys; what stands there twice is reported. */
    static Node.Fields with(Node.Field object, String key, Node more, Values values) {
        if (!(object.value() instanceof Node.Fields fields) || !(more instanceof Node.Fields added)) {
            throw new IllegalArgumentException("no objects; please report");
        }
        Node.Field before = fields.fields().get(key);
        Map<String, Node.Field> entries = new LinkedHashMap<>();
        if (before != null && before.value() instanceof Node.Fields own) {
            entries.putAll(own.fields());
        }
        for (Node.Field field : added.fields().values()) {
            if (entries.putIfAbsent(field.name(), field) != null) {
                values.report(field.value(), field.nameWhere(),
                        "'" + field.name() + "' is placed on cells of kind '" + object.name() + "' already",
                        "give it another label");
            }
        }
        Map<String, Node.Field> all = new LinkedHashMap<>(fields.fields());
        all.put(key, new Node.Field(key, before == null ? more.where() : before.nameWhere(),
                new Node.Fields(entries, more.where())));
        return new Node.Fields(all, fields.where());
    }

    private static Node.Field mergeField(Node.Field under, Node.Field over) {
        if (under.value() instanceof Node.Fields a && over.value() instanceof Node.Fields b) {
            return new Node.Field(over.name(), over.nameWhere(), merge(a, b));
        }
        if (under.value() instanceof Node.Items a && over.value() instanceof Node.Items b) {
            List<Node> joined = new ArrayList<>(a.items());
            joined.addAll(b.items());
            return new Node.Field(over.name(), over.nameWhere(), new Node.Items(joined, b.where()));
        }
        return over;
    }

    /** {@code root} with the value at a dotted path, such as {@code simulation.dt}, replaced by a text the user gave. */
    static Node.Fields replaced(Node.Fields root, String path, String value) {
        return replaced(root, path, new Node.Text(value, new Source("--set " + path, value).span(0, value.length())));
    }

    private static Node.Fields replaced(Node.Fields root, String path, Node.Text value) {
        int dot = path.indexOf('.');
        String name = dot < 0 ? path : path.substring(0, dot);
        Node.Field before = root.fields().get(name);
        Node after = value;
        if (dot >= 0) {
            Node.Fields inner = before != null && before.value() instanceof Node.Fields fields
                    ? fields
                    : new Node.Fields(Map.of(), value.where());
            after = replaced(inner, path.substring(dot + 1), value);
        }
        Map<String, Node.Field> fields = new LinkedHashMap<>(root.fields());
        fields.put(name, new Node.Field(name, before == null ? value.where() : before.nameWhere(), after));
        return new Node.Fields(fields, root.where());
    }
}
