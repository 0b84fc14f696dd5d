package huxley.io.morphology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Every file of the corpus of malformed morphologies is refused or warned of, with the line. */
class MalformedCorpusTest {
    private static final Path DATA = Path
            .of(System.getProperty("huxley.root", "."), "..", "shared", "data", "morphologies")
            .normalize();
    /** Where the complaint points and what it must say. */
    private static final Map<String, String> COMPLAINTS = Map.ofEntries(
            Map.entry("inline_repeated_id_1.swc", ":6:26: error: id 4 is used twice; line 5 has it already"),
            Map.entry("inline_cyclic_3.swc", ":6:29: error: point 6 is its own parent"),
            Map.entry("inline_unfinished_point_5.asc",
                    ":4:33: error: the file ends within a point after 2 of its 4 values"),
            Map.entry("inline_unfinished_file_7.asc", ":12:26: error: the file ends within a branch"),
            Map.entry("inline_unsupported_section_type_9.swc", ":3:19: error: type 20 of a point is outside 0 to 19"),
            Map.entry("inline_throw_on_missing_data_11.swc",
                    ":3:5: error: an SWC point needs 7 values, this line has 2"),
            Map.entry("inline_multi_type_section_13.swc", ":3:19: error: the type changes from 6 to 7"),
            Map.entry("disconnected_neurite.swc", ":10:2: warning: this neurite is connected to nothing"),
            Map.entry("multiple_soma.swc", ":11:2: error: multiple somata"),
            Map.entry("neurite_wrong_root_point.swc", ":4:2: warning: this neurite starts on an outer point of a soma"),
            Map.entry("no_soma.swc", ":1:1: warning: no soma in this file"),
            Map.entry("invalid-incomplete.asc", ":15:5: error: this stands behind 'Incomplete' of line 14"));

    @TestFactory
    Stream<DynamicTest> malformedFileGetsItsComplaint() {
        Path list = DATA.resolve("bad/EXPECTED.json");
        assumeTrue(Files.exists(list), "no malformed morphologies here");
        return new ObjectMapper().readTree(list).valueStream()
                .map(entry -> DynamicTest.dynamicTest(entry.path("file").asString(), () -> check(entry)));
    }

    private static void check(JsonNode entry) {
        Path file = DATA.resolve(entry.path("file").asString());
        Problems problems = new Problems();
        String said;
        if (entry.path("verdict").asString().equals("reject")) {
            said = assertThrows(InvalidInputException.class, () -> MorphologyReader.read(file, problems)).getMessage();
        } else {
            assertTrue(MorphologyReader.read(file, problems).size() > 0);
            assertFalse(problems.warnings().isEmpty());
            said = problems.warnings().getFirst().render();
        }
        String expected = COMPLAINTS.get(file.getFileName().toString());
        if (expected != null) {
            assertTrue(said.contains(file + expected), said);
        }
    }

    @TestFactory
    Stream<DynamicTest> threePointSomaWarnsOfBothNeurites() {
        Path file = DATA.resolve("bad/neurite_wrong_root_point.swc");
        assumeTrue(Files.exists(file), "no malformed morphologies here");
        return Stream.of(DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
            Problems problems = new Problems();
            MorphologyReader.read(file, problems);
            assertEquals(2, problems.warnings().size());
        }));
    }
}
