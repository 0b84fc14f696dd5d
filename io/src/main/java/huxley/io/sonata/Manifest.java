package huxley.io.sonata;

import huxley.io.document.Node;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Suggestion;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variables of a configuration: {@code $NAME} and {@code ${NAME}} in its texts, and what relative paths start from. */
final class Manifest {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)\\}|\\$(\\w+)");
    private static final int DEEPEST = 20;

    private final Path folder;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Problems problems;

    /** @param file the configuration */
    Manifest(Path file, Node.Fields configuration, Problems problems) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        this.folder = parent == null ? Path.of("/") : parent;
        this.problems = problems;
        variables.put("configdir", folder.toString());
        variables.put("workingdir", Path.of("").toAbsolutePath().toString());
        Node.Field manifest = configuration.fields().get("manifest");
        if (manifest != null && manifest.value() instanceof Node.Fields fields) {
            fields.fields().forEach((name, field) -> {
                if (field.value() instanceof Node.Text text) {
                    variables.put(name.replaceAll("^\\$\\{?|\\}$", ""), text.value());
                }
            });
        }
    }

    Path folder() {
        return folder;
    }

    /** The text with all variables replaced; those unknown are complained of. */
    String expanded(Node.Text text) {
        String value = text.value();
        for (int depth = 0; depth < DEEPEST && value.indexOf('$') >= 0; depth++) {
            Matcher matcher = VARIABLE.matcher(value);
            StringBuilder out = new StringBuilder();
            while (matcher.find()) {
                String name = Optional.ofNullable(matcher.group(1)).orElse(matcher.group(2));
                String replacement = variables.get(name);
                if (replacement == null) {
                    problems.error(text.where(), "the manifest has no variable $" + name,
                            Suggestion.hint(name, "variables", variables.keySet()));
                    return text.value();
                }
                matcher.appendReplacement(out, Matcher.quoteReplacement(replacement));
            }
            value = matcher.appendTail(out).toString();
        }
        if (VARIABLE.matcher(value).find()) {
            problems.error(text.where(), "the manifest's variables refer to each other in a circle", null);
        }
        return value;
    }

    Path path(Node.Text text) {
        try {
            return folder.resolve(expanded(text)).normalize();
        } catch (InvalidPathException e) {
            problems.error(text.where(), "this is no path: " + e.getReason(), null);
            return folder;
        }
    }
}
