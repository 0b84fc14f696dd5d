package huxley.neuron.nmodl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Published mechanisms, where they are on this machine. */
class CorpusTest {
    static final Path DATA = Path.of(System.getProperty("huxley.root", ".")).resolve("../shared/data").normalize();

    @ParameterizedTest
    @ValueSource(strings = {"nmodl", "striatum/mechanisms"})
    void everyPublishedMechanismCompiles(String folder) {
        Path root = DATA.resolve(folder);
        Assumptions.assumeTrue(Files.isDirectory(root), () -> root + " is not on this machine");
        List<String> failures = new ArrayList<>();
        List<Path> files = mechanisms(root);
        for (Path file : files) {
            try {
                Nmodl.compile(read(file), Includes.none());
            } catch (InvalidInputException e) {
                failures.add(e.getMessage());
            }
        }
        assertTrue(files.size() > 50, () -> "only " + files.size() + " files in " + root);
        assertEquals(List.of(), failures);
    }

    static List<Path> mechanisms(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".mod")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Source read(Path file) {
        try {
            return new Source(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
