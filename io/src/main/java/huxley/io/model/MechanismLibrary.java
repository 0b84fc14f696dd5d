package huxley.io.model;

import huxley.io.document.Reach;
import huxley.io.document.FileTrouble;
import huxley.io.document.DocumentReader;
import huxley.io.document.Node;
import huxley.io.mechanism.MechanismReader;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.nmodl.BuiltIns;
import huxley.neuron.nmodl.Nmodl;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Source;
import huxley.neuron.problem.Span;
import huxley.neuron.problem.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The mechanisms a model may use, by name: its own {@code .mod} files first, then the built-in ones. Compiled when first asked for. */
final class MechanismLibrary {
    private record ModFile(Source source, Path path) {
    }

    private final Problems problems;
    private final Map<String, ModFile> files = new LinkedHashMap<>();
    private final Map<String, Optional<Mechanism>> compiled = new HashMap<>();
    private final Set<String> warned = new HashSet<>();

    MechanismLibrary(Problems problems) {
        this.problems = problems;
    }

    /** Adds a {@code .mod} file, or all of a folder. */
    void add(Path path, Span mention) {
        try {
            if (Reach.isFolder(path)) {
                List<Path> found = modFiles(path, mention);
                found.forEach(file -> addFile(file, mention));
            } else {
                addFile(path, mention);
            }
        } catch (InvalidInputException e) {
            problems.addAll(e.problems());
        }
    }

    private List<Path> modFiles(Path folder, Span mention) {
        try (var list = Files.list(folder)) {
            List<Path> found = list.filter(file -> file.toString().endsWith(".mod")).sorted().toList();
            if (found.isEmpty()) {
                problems.error(mention, "folder " + folder + " holds no .mod files");
            }
            return found;
        } catch (IOException e) {
            throw new InvalidInputException(
                    Problem.error(mention, "cannot read " + folder + ": " + FileTrouble.inWords(e), null));
        }
    }

    private void addFile(Path file, Span mention) {
        Source source = load(file, mention);
        String base = String.valueOf(file.getFileName()).replaceAll("\\.mod$", "");
        String name = MechanismReader.declaredName(source).orElse(base);
        ModFile before = files.putIfAbsent(name, new ModFile(source, file));
        if (before != null && !before.path().equals(file)) {
            problems.error(mention, "mechanism '" + name + "' stands in two files: " + before.path() + " and " + file,
                    null);
        }
    }

    /** A file that is not there is the fault of the model that mentions it. */
    private static Source load(Path file, Span mention) {
        return Reach.isFile(file) ? MechanismReader.source(file) : DocumentReader.load(file, mention);
    }

    Collection<String> names() {
        List<String> names = new ArrayList<>(files.keySet());
        names.addAll(BuiltIns.names());
        return names;
    }

    /** The mechanism of that name and kind; otherwise a complaint at {@code mention}. */
    Optional<Mechanism> find(String name, Node mention, Span where, Values values, Mechanism.Kind kind) {
        return any(name, mention, where, values).filter(mechanism -> fits(mechanism, kind, mention, where, values));
    }

    /** The mechanism of that name, of whatever kind. */
    Optional<Mechanism> any(String name, Node mention, Span where, Values values) {
        Optional<Mechanism> found = compiled.get(name);
        if (found == null) {
            found = compile(name);
            compiled.put(name, found);
        }
        if (found.isEmpty() && !files.containsKey(name)) {
            values.report(mention, where, "there is no mechanism '" + name + "'",
                    Suggestion.hint(name, "mechanisms", names()) + "; .mod files are listed under \"mechanisms\"");
        }
        return found;
    }

    private static boolean fits(Mechanism mechanism, Mechanism.Kind kind, Node mention, Span where, Values values) {
        if (mechanism.kind() == kind) {
            return true;
        }
        String use = switch (mechanism.kind()) {
        case DENSITY ->
            "is a density mechanism (SUFFIX): paint it on a region, \"paint\": [{ \"mechanisms\": { ... } }]";
        case POINT -> "is a point process: place it, \"place\": { \"label\": { \"at\": ..., \"mechanism\": ... } }";
        case ARTIFICIAL -> "is an artificial cell: list it under \"sources\"";
        };
        values.report(mention, where, "mechanism '" + mechanism.name() + "' cannot be used here", "it " + use);
        return false;
    }

    private Optional<Mechanism> compile(String name) {
        ModFile file = files.get(name);
        try {
            if (file == null) {
                return BuiltIns.find(name);
            }
            Mechanism mechanism = Nmodl.compile(file.source(), MechanismReader.includesBeside(file.path()));
            if (warned.add(name)) {
                problems.addAll(mechanism.warnings());
            }
            return Optional.of(mechanism);
        } catch (InvalidInputException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }
}
