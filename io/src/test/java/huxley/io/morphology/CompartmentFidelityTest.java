package huxley.io.morphology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import huxley.neuron.cell.Compartments;
import huxley.neuron.cell.Discretization;
import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.Surgery;
import huxley.neuron.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Area, diameter and axial resistance of every compartment of the reference cells, as NEURON 8.2.2 has them. */
class CompartmentFidelityTest {
    private static final Path DATA = Path.of(System.getProperty("huxley.root", "."), "..", "shared", "data")
            .normalize();
    private static final double SINGLE = 1e-7;

    @TestFactory
    Stream<DynamicTest> compartmentsMatchNeuron() throws IOException {
        Path cells = DATA.resolve("reference/cells");
        assumeTrue(Files.isDirectory(cells), "no reference data here");
        try (Stream<Path> cases = Files.list(cells)) {
            return cases.sorted().map(folder -> folder.resolve("case.json")).filter(Files::exists).toList().stream()
                    .filter(file -> new ObjectMapper().readTree(file).has("morphology"))
                    .map(file -> DynamicTest.dynamicTest(file.getParent().getFileName().toString(),
                            () -> compare(file)));
        }
    }

    private static void compare(Path file) {
        JsonNode json = new ObjectMapper().readTree(file);
        Morphology morphology = MorphologyReader.read(DATA.resolve(json.path("morphology").asString()), new Problems());
        if (json.path("what").asString().contains("axon replaced by two 30 um")) {
            morphology = Surgery.withAllenPerisomaticAxon(morphology);
        }
        JsonNode sections = json.path("sections");
        assertEquals(sections.size(), morphology.size());
        int[] counts = new int[sections.size()];
        double[] ra = new double[sections.size()];
        for (int s = 0; s < counts.length; s++) {
            counts[s] = sections.get(s).path("nseg").asInt();
            ra[s] = sections.get(s).path("Ra").asDouble();
        }
        Compartments cell = Discretization.divide(morphology, counts, ra, Set.of());
        for (int s = 0; s < counts.length; s++) {
            JsonNode section = sections.get(s);
            String name = morphology.section(s).name();
            assertEquals(section.path("name").asString(), name);
            for (int k = 0; k < counts[s]; k++) {
                int i = cell.firstOf(s) + k;
                near(section.path("area_um2"), k, cell.area_um2()[i], name + " area");
                near(section.path("diam"), k, cell.diam_um()[i], name + " diam");
                if (k > 0) {
                    near(section.path("ri_Mohm_to_parent_side"), k, cell.resistance_MOhm()[i], name + " resistance");
                }
            }
        }
    }

    private static void near(JsonNode values, int k, double got, String what) {
        double expected = values.isArray() ? values.get(k).asDouble() : values.asDouble();
        assertEquals(expected, got, SINGLE * expected, what + " of compartment " + k);
    }
}
