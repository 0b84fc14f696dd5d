package huxley.neuron.morphology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import huxley.neuron.cell.Compartments;
import huxley.neuron.cell.Discretization;
import huxley.neuron.cell.Frusta;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SurgeryTest {
    private static final Morphology CELL = new Morphology("cell", List.of(
            line("soma[0]", 1, -1, 0, 20, 20), line("axon[0]", 2, 0, 0.5, 50, 2), line("axon[1]", 2, 1, 1, 50, 0.5),
            line("dend[0]", 3, 0, 1, 100, 1), line("dend[1]", 3, 3, 1, 40, 1), line("dend[2]", 3, 3, 1, 60, 1)));

    @Test
    void removalTakesTheWholeBranchAndRenumbersParents() {
        Morphology cut = Surgery.without(CELL, section -> section.name().equals("axon[0]"));
        assertEquals(List.of("soma[0]", "dend[0]", "dend[1]", "dend[2]"), names(cut));
        assertArrayEquals(new int[] {-1, 0, 1, 1}, cut.sections().stream().mapToInt(Section::parent).toArray());
        assertEquals(List.of("soma[0]"), names(Surgery.without(CELL, section -> true)));
    }

    @Test
    void perisomaticStubsReplaceTheAxon() {
        Morphology stubbed = Surgery.withAllenPerisomaticAxon(CELL);
        assertEquals(List.of("soma[0]", "dend[0]", "dend[1]", "dend[2]", "axon[0]", "axon[1]"), names(stubbed));
        Section first = stubbed.section(4);
        assertEquals(0.5, first.parentX());
        assertEquals(30, first.length_um(), 1e-12);
        assertEquals(4, stubbed.section(5).parent());
        assertEquals(1, stubbed.section(5).parentX());
    }

    @Test
    void allActiveStubsTakeTheDiametersOfTheAxon() {
        Morphology stubbed = Surgery.withAllenAllActiveAxon(CELL);
        assertEquals(2, stubbed.section(4).diam_um()[0]);
        assertEquals(0.5, stubbed.section(5).diam_um()[0], "axon[1] has its middle at 75 um");
    }

    @Test
    void factsAddUp() {
        MorphologyFacts facts = MorphologyFacts.of(CELL);
        assertEquals(320, facts.length_um());
        assertEquals(6, facts.sections());
        assertEquals(1, facts.branchPoints());
        assertEquals(3, facts.tips());
        assertEquals(170, facts.longestPath_um());
        assertEquals(1, facts.highestOrder());
        assertEquals(List.of("soma", "axon", "dend"),
                facts.types().stream().map(MorphologyFacts.OfType::name).toList());
        assertEquals(Math.PI * 400, facts.types().getFirst().area_um2(), 1e-9);
        assertEquals(Math.PI * 2000, facts.types().getFirst().volume_um3(), 1e-9);
        assertArrayEquals(new double[] {100, 0, 0}, facts.maximum_um());
        assertEquals(5, facts.sholl()[0], "all neurites start at x = 0, 10 um from the middle of the soma");
    }

    @Test
    void frustaCoverTheMorphologyAndStayWithinCompartments() {
        int[] counts = {1, 3, 2, 7, 5, 1};
        double[] ra = new double[6];
        Arrays.fill(ra, 100);
        Compartments cell = Discretization.divide(CELL, counts, ra, Set.of());
        Frusta frusta = Frusta.of(CELL, cell);
        double[] length = new double[cell.size()];
        for (int i = 0; i < frusta.size(); i++) {
            length[frusta.compartment()[i]] += Math.abs(frusta.to_um()[i][0] - frusta.from_um()[i][0]);
        }
        assertArrayEquals(cell.length_um(), length, 1e-9);
    }

    private static List<String> names(Morphology morphology) {
        return morphology.sections().stream().map(Section::name).toList();
    }

    private static Section line(String name, int type, int parent, double parentX, double length_um, double diam_um) {
        return new Section(name, type, parent, parentX, new double[] {0, length_um}, new double[2], new double[2],
                new double[] {diam_um, diam_um});
    }
}
