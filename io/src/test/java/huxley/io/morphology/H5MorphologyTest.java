package huxley.io.morphology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import huxley.neuron.morphology.Morphology;
import huxley.neuron.problem.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;

class H5MorphologyTest {
    private static final Path DATA = Path
            .of(System.getProperty("huxley.root", "."), "..", "shared", "data", "morphologies")
            .normalize();

    /** Counts from the structure tables; the last section of the reversed cell has no point. */
    @ParameterizedTest
    @CsvSource({"Neuron.h5, 85", "reversed_NRN_neurite_order.h5, 3", "simple.h5, 7", "simple-two-point-soma.h5, 7",
            "single-neurite.h5, 1", "three-point-soma-two-offset.h5, 3"})
    void sectionsOfTheTable(String name, int sections) {
        assertEquals(sections, read("morphio-h5/" + name).size());
    }

    @Test
    void sameCellInAscAndHdf5GivesTheSameSections() {
        Morphology hdf5 = read("morphio-h5/simple.h5");
        Morphology asc = read("morphio/simple.asc");
        assertEquals(asc.size(), hdf5.size());
        for (int s = 1; s < asc.size(); s++) {
            assertEquals(asc.section(s).name(), hdf5.section(s).name());
            assertEquals(asc.section(s).length_um(), hdf5.section(s).length_um(), 1e-6);
            assertEquals(asc.section(s).area_um2(), hdf5.section(s).area_um2(), 1e-6);
        }
    }

    private static Morphology read(String name) {
        Path file = DATA.resolve(name);
        assumeTrue(Files.exists(file), "no morphologies here");
        Problems problems = new Problems();
        Morphology morphology = MorphologyReader.read(file, problems);
        assertTrue(!problems.hasErrors());
        return morphology;
    }
}
