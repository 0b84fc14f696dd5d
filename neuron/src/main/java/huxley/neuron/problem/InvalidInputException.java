package huxley.neuron.problem;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The user's fault: every problem found in the input, sorted by position. The command line shows it and exits with 2. */
public final class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public InvalidInputException(List<Problem> problems) {
        super(problems.stream().sorted(Comparator.comparing(Problem::where)).map(Problem::render)
                .collect(Collectors.joining("\n")), null, false, false);
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("no problem given; please report");
        }
        this.problems = problems.stream().sorted(Comparator.comparing(Problem::where)).toList();
    }

    public InvalidInputException(Problem problem) {
        this(List.of(problem));
    }

    /** All problems, errors and warnings, by position. */
    public List<Problem> problems() {
        return problems;
    }
}
