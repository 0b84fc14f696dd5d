package huxley.io.morphology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.MorphologyFacts;
import huxley.neuron.morphology.CorticalGrowth;
import huxley.neuron.morphology.Section;
import huxley.neuron.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwcWriterTest {
    @TempDir
    Path folder;

    @Test
    void writtenMorphologyReadsBackTheSame() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            Morphology grown = CorticalGrowth.grow(CorticalGrowth.PYRAMIDAL, seed);
            Path file = folder.resolve("grown.swc");
            Files.writeString(file, SwcWriter.write(grown, "grown"));
            Problems problems = new Problems();
            Morphology read = MorphologyReader.read(file, problems);
            assertEquals(List.of(), problems.all());
            assertEquals(grown.size(), read.size());
            List<Section> ordered = grown.sections().stream().sorted(Comparator.comparingInt(Section::type)).toList();
            for (int s = 0; s < ordered.size(); s++) {
                assertEquals(ordered.get(s).name(), read.section(s).name());
                assertEquals(ordered.get(s).points(), read.section(s).points());
                assertEquals(ordered.get(s).length_um(), read.section(s).length_um(), 0.002 * ordered.get(s).points());
                assertEquals(ordered.get(s).parentX(), read.section(s).parentX());
            }
        }
    }

    @Test
    void shippedCellIsTheGrownOne() throws IOException {
        Path shipped = Path.of(System.getProperty("huxley.root", "."), "models", "pyramidal-cell", "morphology.swc");
        assertEquals(SwcWriter.write(CorticalGrowth.grow(CorticalGrowth.PYRAMIDAL, 0), """
                Synthetic pyramidal cell, grown by huxley.neuron.morphology.CorticalGrowth with seed 0.
                No reconstruction of a real cell.
                """), Files.readString(shipped));
    }

    @Test
    void shippedCellsOfTheColumnAreTheGrownOnes() throws IOException {
        for (CorticalGrowth.Plan plan : CorticalGrowth.COLUMN) {
            assertShipped("cortical-column", plan, 0, plan.name());
        }
    }

    @Test
    void shippedCellsOfTheStriatumAreTheGrownOnes() throws IOException {
        for (CorticalGrowth.Plan plan : CorticalGrowth.STRIATUM) {
            for (int seed = 0; seed < (plan.name().endsWith("spn") ? 6 : 3); seed++) {
                assertShipped("striatum", plan, seed, plan.name() + "-" + seed);
            }
        }
    }

    /** {@code -Dhuxley.update=true} grows it again. */
    private static void assertShipped(String model, CorticalGrowth.Plan plan, int seed, String name)
            throws IOException {
        Path shipped = Path.of(System.getProperty("huxley.root", "."), "models", model, "morphologies", name + ".swc");
        String grown = SwcWriter.write(CorticalGrowth.grow(plan, seed), """
                Synthetic cell, grown by huxley.neuron.morphology.CorticalGrowth with seed %d.
                No reconstruction of a real cell.
                """.formatted(seed));
        if (Boolean.getBoolean("huxley.update")) {
            Files.writeString(shipped, grown);
        }
        assertEquals(grown, Files.readString(shipped));
    }

    @Test
    void grownCellsLookLikePyramidalCells() {
        for (int seed = 0; seed < 50; seed++) {
            MorphologyFacts facts = MorphologyFacts.of(CorticalGrowth.grow(CorticalGrowth.PYRAMIDAL, seed));
            assertEquals(List.of("soma", "axon", "dend", "apic"),
                    facts.types().stream().map(MorphologyFacts.OfType::name).toList());
            assertTrue(facts.length_um() > 3000 && facts.length_um() < 16000, "length " + facts.length_um());
            assertTrue(facts.area_um2() > 6000 && facts.area_um2() < 40000, "area " + facts.area_um2());
            assertTrue(facts.longestPath_um() > 400 && facts.longestPath_um() < 1000, "path " + facts.longestPath_um());
        }
    }
}
