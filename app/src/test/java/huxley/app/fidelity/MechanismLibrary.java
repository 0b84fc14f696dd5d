package huxley.app.fidelity;

import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.nmodl.BuiltIns;
import huxley.io.mechanism.MechanismReader;
import huxley.neuron.nmodl.Nmodl;
import huxley.neuron.problem.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Mechanisms by name: those of a folder of {@code .mod} files, then the built-in ones. */
final class MechanismLibrary {
    private final @Nullable Path folder;
    private final Map<String, Mechanism> compiled = new HashMap<>();

    MechanismLibrary(@Nullable Path folder) {
        this.folder = folder;
    }

    Mechanism find(String name) {
        return compiled.computeIfAbsent(name, this::load);
    }

    private Mechanism load(String name) {
        Pattern declaration = Pattern.compile(
                "(?m)^[^:\\n]*\\b(SUFFIX|POINT_PROCESS|ARTIFICIAL_CELL)\\s+" + Pattern.quote(name) + "\\b");
        for (Path file : folder == null ? List.<Path>of() : ReferenceData.list(folder)) {
            if (file.toString().endsWith(".mod") && declaration.matcher(text(file)).find()) {
                return compile(file);
            }
        }
        return BuiltIns.find(name).orElseThrow(() -> new IllegalArgumentException("no mechanism called " + name));
    }

    static Mechanism compile(Path file) {
        return Nmodl.compile(new Source(file.getFileName().toString(), text(file)),
                MechanismReader.includesBeside(file));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
