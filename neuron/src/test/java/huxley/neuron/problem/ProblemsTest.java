package huxley.neuron.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    private final Source source = new Source("model.json", "one\ntwo\n");

    @Test
    void sameComplaintIsSaidOnce() {
        Problems problems = new Problems();
        problems.error(source.span(4, 7), "'two' is not defined", null);
        problems.error(new Source("model.json", "one\ntwo\n").span(4, 7), "'two' is not defined", null);
        problems.error(source.span(0, 3), "'two' is not defined", null);
        assertEquals(2, problems.all().size());
    }

    @Test
    void complaintShowsThePlaceAndComesInOrderOfPosition() {
        Problems problems = new Problems();
        problems.error(source.span(4, 7), "late", "a hint");
        problems.warning(source.span(0, 3), "early", null);
        InvalidInputException thrown = assertThrows(InvalidInputException.class, problems::throwIfErrors);
        assertEquals(List.of("early", "late"), thrown.problems().stream().map(Problem::message).toList());
        assertEquals("model.json:2:1: error: late\n  2 | two\n    | ^^^\n  hint: a hint\n",
                thrown.problems().getLast().render());
    }
}
