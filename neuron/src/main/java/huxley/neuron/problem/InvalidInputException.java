package huxley.neuron.problem;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The user's fault: every problem found in the input, sorted by position. The command line shows it and exits with 2. */
public final class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** More than that come from one mistake: a file of another kind, say. */
    private static final int MOST_SHOWN = 50;

    private final transient List<Problem> problems;

    public InvalidInputException(List<Problem> problems) {
        super(rendered(problems.stream().sorted(Comparator.comparing(Problem::where)).toList()), null, false, false);
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("no problem given; please report");
        }
        this.problems = problems.stream().sorted(Comparator.comparing(Problem::where)).toList();
    }

    public InvalidInputException(Problem problem) {
        this(List.of(problem));
    }

    /** What a user reads: all problems, or of very many the first. */
    private static String rendered(List<Problem> problems) {
        String shown = problems.stream().limit(MOST_SHOWN).map(Problem::render).collect(Collectors.joining("\n"));
        int more = problems.size() - MOST_SHOWN;
        return more <= 0 ? shown : shown + "\n... and " + more + " more\n";
    }

    /** All problems, errors and warnings, by position. */
    public List<Problem> problems() {
        return problems;
    }
}
