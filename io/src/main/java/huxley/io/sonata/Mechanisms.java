package huxley.io.sonata;

import huxley.io.document.Reach;
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
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The mechanisms of a circuit by name: those of its {@code mechanisms_dir}, then the built-in ones. Compiled when first
 * asked for; every name is one object. Copies that NEURON's compiler left in its folders do not count.
 */
final class Mechanisms {
    /** The places of NEURON's compiled mechanisms, which hold copies of the texts. */
    private static final Set<String> COMPILED = Set.of("x86_64", "arm64", "aarch64", "i686", "powerpc", "umac");

    private record ModFile(Source source, Path path) {
    }

    private final Problems problems;
    private final Map<String, ModFile> files = new TreeMap<>();
    private final Map<String, Optional<Mechanism>> compiled = new HashMap<>();

    Mechanisms(Problems problems) {
        this.problems = problems;
    }

    /** @param mention where the folder is named */
    void add(Path folder, Span mention) {
        if (!Reach.isFolder(folder)) {
            problems.warning(mention, "there is no folder " + folder + "; only built-in mechanisms are known",
                    "mechanisms_dir is the folder with the .mod files, or one above it");
            return;
        }
        for (Path file : MechanismReader.files(folder)) {
            boolean copy = false;
            for (Path part : folder.relativize(file)) {
                copy |= COMPILED.contains(part.toString());
            }
            if (!copy) {
                Source source = MechanismReader.source(file);
                String base = String.valueOf(file.getFileName()).replaceAll("\\.mod$", "");
                files.putIfAbsent(MechanismReader.declaredName(source).orElse(base), new ModFile(source, file));
            }
        }
    }

    /** The mechanism of that name, of the kind wanted; otherwise a complaint. */
    Optional<Mechanism> find(String name, Mechanism.Kind kind, Span where) {
        Optional<Mechanism> found = compiled.get(name);
        if (found == null) {
            found = compile(name);
            compiled.put(name, found);
        }
        if (found.isEmpty() && !files.containsKey(name)) {
            problems.error(where, "there is no mechanism '" + name + "'",
                    Suggestion.hint(name, "mechanisms", names()));
        }
        if (found.isPresent() && found.get().kind() != kind) {
            problems.error(where, "mechanism '" + name + "' is " + said(found.get().kind()) + "; here "
                    + said(kind) + " is needed", null);
            return Optional.empty();
        }
        return found;
    }

    /** The name as the mechanisms write it, whatever the case it is given in. */
    String spelled(String name) {
        List<String> names = names();
        return names.contains(name)
                ? name
                : names.stream().filter(n -> n.equalsIgnoreCase(name)).findFirst().orElse(name);
    }

    private List<String> names() {
        return java.util.stream.Stream.concat(files.keySet().stream(), BuiltIns.names().stream()).toList();
    }

    private static String said(Mechanism.Kind kind) {
        return switch (kind) {
        case DENSITY -> "a density mechanism (SUFFIX)";
        case POINT -> "a point process";
        case ARTIFICIAL -> "an artificial cell";
        };
    }

    private Optional<Mechanism> compile(String name) {
        ModFile file = files.get(name);
        try {
            if (file == null) {
                return BuiltIns.find(name);
            }
            Mechanism mechanism = Nmodl.compile(file.source(), MechanismReader.includesBeside(file.path()));
            problems.addAll(mechanism.warnings().stream().filter(w -> w.severity() == Problem.Severity.ERROR).toList());
            return Optional.of(mechanism);
        } catch (InvalidInputException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }
}
