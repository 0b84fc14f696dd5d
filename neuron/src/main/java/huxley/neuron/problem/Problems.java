package huxley.neuron.problem;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects problems while an input is read, so that the user sees all of them at once. Not thread-safe. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

    public void error(Span where, String message, @Nullable String hint) {
        found.add(Problem.error(where, message, hint));
    }

    public void error(Span where, String message) {
        error(where, message, null);
    }

    public void warning(Span where, String message, @Nullable String hint) {
        found.add(Problem.warning(where, message, hint));
    }

    public void addAll(List<Problem> more) {
        found.addAll(more);
    }

    public boolean hasErrors() {
        return found.stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR);
    }

    public List<Problem> warnings() {
        return found.stream().filter(p -> p.severity() == Problem.Severity.WARNING).toList();
    }

    public List<Problem> all() {
        return List.copyOf(found);
    }

    /** Throws everything collected if any of it is an error. */
    public void throwIfErrors() {
        if (hasErrors()) {
            throw new InvalidInputException(found);
        }
    }
}
