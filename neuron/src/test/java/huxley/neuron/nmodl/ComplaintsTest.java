package huxley.neuron.nmodl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Source;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each class of error, as the user sees it: {@code complaints/x.mod} must give {@code complaints/x.txt}. */
class ComplaintsTest {
    static List<Path> cases() throws IOException, URISyntaxException {
        URL folder = Objects.requireNonNull(ComplaintsTest.class.getResource("complaints"));
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.filter(file -> file.toString().endsWith(".mod")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void complaintEqualsGoldenText(Path file) throws IOException {
        String name = file.getFileName().toString();
        Path golden = file.resolveSibling(name.replace(".mod", ".txt"));
        assertEquals(Files.readString(golden), complaint(new Source(name, Files.readString(file))));
    }

    static String complaint(Source source) {
        try {
            return Nmodl.compile(source, Includes.none()).warnings().stream().map(Problem::render)
                    .collect(Collectors.joining("\n"));
        } catch (InvalidInputException e) {
            return e.getMessage();
        }
    }
}
