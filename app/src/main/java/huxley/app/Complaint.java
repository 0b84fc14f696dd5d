package huxley.app;

import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Span;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A problem as data.
 *
 * @param line from 1; 0 where no text stands behind the problem
 * @param column from 1, in UTF-16 units
 * @param length of the stretch, in UTF-16 units
 * @param text all of it, as the command line shows it
 */
record Complaint(String severity, String file, int line, int column, int length, String message, String hint,
        String text) {
    static Complaint of(Problem problem) {
        Span where = problem.where();
        boolean placed = !where.source().text().isEmpty();
        @Nullable
        String hint = problem.hint();
        return new Complaint(problem.severity().name().toLowerCase(Locale.ROOT), where.source().name(),
                placed ? where.line() : 0, placed ? where.column() : 0, where.end() - where.start(),
                problem.message(), hint == null ? "" : hint, problem.render());
    }

    static List<Complaint> all(List<Problem> problems) {
        return problems.stream().map(Complaint::of).toList();
    }
}
