package huxley.io.sonata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import huxley.neuron.problem.InvalidInputException;
import huxley.synapse.Circuit;
import huxley.synapse.Projection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every configuration of the corpus becomes a simulation, or is refused for a reason that we know of. */
class CorpusTest {
    private static final Path DATA = Path.of(System.getProperty("huxley.root", ".")).resolve("../shared/data/sonata")
            .normalize();
    /** What a configuration may be refused for. */
    private static final List<String> REASONS = List.of("it describes a circuit, not a simulation",
            "a program in NEURON's hoc", "a model of another simulator", "input 'current_clamp_1' of type 'nwb'",
            "have no model_type", "configs/simulation_config.json");

    @TestFactory
    Stream<DynamicTest> configurationsAreReadOrRefused() throws IOException {
        assumeTrue(Files.isDirectory(DATA), "the corpus is not on this machine");
        List<Path> configs;
        try (Stream<Path> files = Files.walk(DATA)) {
            configs = files.filter(f -> f.toString().endsWith(".json") && SonataReader.reads(f)).sorted().toList();
        }
        return configs.stream().map(f -> dynamicTest(DATA.relativize(f).toString(), () -> check(f)));
    }

    private static void check(Path config) {
        try {
            Circuit circuit = SonataReader.read(config, Map.of()).circuit();
            assertTrue(circuit.cells().size() + circuit.artificialCells().size() > 0);
            long connections = 0;
            for (Projection projection : circuit.projections()) {
                for (int gid = projection.target().first(); gid < projection.target().end(); gid++) {
                    connections += projection.incoming().countOnto(gid);
                }
            }
            assertEquals(circuit.projections().isEmpty(), connections == 0);
        } catch (InvalidInputException refused) {
            assertTrue(REASONS.stream().anyMatch(String.valueOf(refused.getMessage())::contains), refused::getMessage);
        }
    }
}
