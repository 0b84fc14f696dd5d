package huxley.io.morphology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import huxley.neuron.cell.Compartments;
import huxley.neuron.cell.Discretization;
import huxley.neuron.cell.SectionEnd;
import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.Section;
import huxley.neuron.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Every morphology that NEURON 8.2.2 imports gives the same sections, areas, counts and resistances here. */
class MorphologyFidelityTest {
    private static final Path DATA = Path.of(System.getProperty("huxley.root", "."), "..", "shared", "data")
            .normalize();
    private static final ObjectMapper JSON = new ObjectMapper();
    /** NEURON computes the steps between points in single precision. */
    private static final double SINGLE = 1e-7;

    @TestFactory
    Stream<DynamicTest> importedCellMatchesNeuron() throws IOException {
        Path facts = DATA.resolve("reference/morphology");
        assumeTrue(Files.isDirectory(facts), "no reference data here");
        List<Path> files;
        try (Stream<Path> listed = Files.list(facts)) {
            files = listed.sorted().toList();
        }
        return files.stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> compare(file)));
    }

    private void compare(Path file) {
        JsonNode expected = JSON.readTree(file).path("neuron");
        String[] place = file.getFileName().toString().split("__");
        Path source = DATA.resolve("morphologies").resolve(place[0]).resolve(place[1].replaceFirst("[.]json$", ""));
        Problems problems = new Problems();
        Morphology morphology = MorphologyReader.read(source, problems);
        assertTrue(morphology.size() > 0);
        if (expected.isNull()) {
            return;
        }
        compareSections(expected, morphology);
        boolean resistances = expected.path("n_roots").asInt() == 1 && !isDegenerate(morphology);
        double[] ra = filled(morphology, 100);
        compareCounted(expected.path("nseg1"), morphology, Discretization.uniform(morphology, 1), ra, resistances);
        compareCounted(expected.path("nseg_1plus2intLover40"), morphology, Discretization.oddByLength(morphology, 40),
                ra,
                resistances);
        compareCounted(expected.path("nseg_dlambda0.1_100Hz"), morphology,
                Discretization.byLambda(morphology, 0.1, 100, ra, filled(morphology, 1)), ra, resistances);
    }

    private static void compareSections(JsonNode expected, Morphology morphology) {
        JsonNode rows = expected.path("sections");
        assertEquals(rows.size(), morphology.size(), "sections");
        int[] counts = Discretization.byLambda(morphology, 0.1, 100, filled(morphology, 100), filled(morphology, 1));
        for (int s = 0; s < rows.size(); s++) {
            JsonNode row = rows.get(s);
            Section section = morphology.section(s);
            assertEquals(row.get(0).asString(), section.name());
            if (!row.get(1).isNull()) {
                assertEquals(row.get(1).asString(), morphology.section(section.parent()).name(), section.name());
                assertEquals(row.get(2).asDouble(), section.parentX(), section.name());
            }
            assertEquals(row.get(4).asInt(), section.points(), section.name());
            double length = row.get(5).asDouble();
            assertEquals(length, section.length_um(), SINGLE * length + ulp_um(section), section.name());
            assertEquals(row.get(6).asInt(), counts[s], section.name() + " count by d_lambda");
        }
    }

    /** NEURON's importer rounds twice, to 8 digits and to single precision: at most one unit in the last place apart. */
    private static double ulp_um(Section section) {
        double largest = Stream.of(section.x_um(), section.y_um(), section.z_um()).flatMapToDouble(Arrays::stream)
                .map(Math::abs).max().orElseThrow();
        return 2 * Math.ulp((float) largest);
    }

    private static void compareCounted(JsonNode expected, Morphology morphology, int[] counts, double[] ra,
            boolean resistances) {
        assertEquals(expected.path("nseg_total").asInt(), Arrays.stream(counts).sum());
        JsonNode far = expected.path("farthest");
        int tip = morphology.indexOf(far.path("section").asString()).orElseThrow();
        Set<SectionEnd> ends = new HashSet<>(Set.of(new SectionEnd(tip, 1)));
        ends.add(new SectionEnd(morphology.root(), 0));
        Compartments cell = Discretization.divide(morphology, counts, ra, ends);
        double area = expected.path("area_um2").asDouble();
        assertEquals(area, Arrays.stream(cell.area_um2()).sum(), (resistances ? 1e-6 : 1e-5) * area, "area");
        if (!resistances || expected.path("Rin_probe_Mohm").isNull()) {
            return;
        }
        int soma = morphology.section(morphology.root()).type() == 1
                ? cell.locate(morphology.root(), 0.5)
                : cell.locate(morphology.root(), 0);
        double[] fromSoma = SteadyState.response_MOhm(cell, soma, 1e-4);
        double input = expected.path("Rin_probe_Mohm").asDouble();
        assertEquals(input, fromSoma[soma], 1e-5 * input, "input resistance");
        double transfer = far.path("transfer_Mohm").asDouble();
        assertEquals(transfer, fromSoma[cell.locate(tip, 1)], 1e-5 * transfer, "transfer resistance");
        double atTip = far.path("Rin_Mohm").asDouble();
        int end = cell.locate(tip, 1);
        assertEquals(atTip, SteadyState.response_MOhm(cell, end, 1e-4)[end], 1e-5 * atTip,
                "input resistance of the tip");
    }

    /** Points of diameter 0 or a section of length 0: NEURON's own numbers are rounding noise there. */
    private static boolean isDegenerate(Morphology morphology) {
        return morphology.sections().stream()
                .anyMatch(s -> s.length_um() == 0 || Arrays.stream(s.diam_um()).anyMatch(d -> d == 0));
    }

    private static double[] filled(Morphology morphology, double value) {
        double[] array = new double[morphology.size()];
        Arrays.fill(array, value);
        return array;
    }
}
