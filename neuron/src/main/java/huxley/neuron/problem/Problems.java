package huxley.neuron.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects problems while an input is read, so that the user sees all of them at once, and each once although a text is
 * read at several places (a parameter's formula, say). Not thread-safe.
 */
public final class Problems {
    private final Map<String, Problem> found = new LinkedHashMap<>();

    public void error(Span where, String message, @Nullable String hint) {
        add(Problem.error(where, message, hint));
    }

    public void error(Span where, String message) {
        error(where, message, null);
    }

    public void warning(Span where, String message, @Nullable String hint) {
        add(Problem.warning(where, message, hint));
    }

    public void addAll(List<Problem> more) {
        more.forEach(this::add);
    }

    private void add(Problem problem) {
        found.putIfAbsent(problem.render(), problem);
    }

    public boolean hasErrors() {
        return found.values().stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR);
    }

    public List<Problem> warnings() {
        return found.values().stream().filter(p -> p.severity() == Problem.Severity.WARNING).toList();
    }

    public List<Problem> all() {
        return List.copyOf(found.values());
    }

    /** Throws everything collected if any of it is an error. */
    public void throwIfErrors() {
        if (hasErrors()) {
            throw new InvalidInputException(all());
        }
    }
}
