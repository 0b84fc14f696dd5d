package huxley.synapse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import huxley.neuron.cell.Cell;
import huxley.neuron.cell.Compartments;
import huxley.neuron.cell.Discretization;
import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.Section;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Transfer resistances against closed forms. */
class MediumTest {
    private static final double SIGMA = 0.3;
    private static final double LENGTH_UM = 400;
    private static final Population BARE = new Population("p", 0, 1, null);

    /** A cylinder along x from the origin on, in equal compartments. */
    private static Cell cylinder(int count) {
        Morphology morphology = new Morphology("cylinder", List.of(new Section("dend", 3, -1, 0,
                new double[] {0, LENGTH_UM}, new double[2], new double[2], new double[] {2, 2})));
        Compartments compartments = Discretization.divide(morphology, new int[] {count}, new double[] {100},
                Set.of());
        double[] ones = new double[compartments.size()];
        Arrays.fill(ones, 1);
        return new Cell("c", morphology, compartments, ones, ones, List.of(), List.of(), List.of());
    }

    private static double[] transfer(boolean points, int count, Population population, double... at_um) {
        return new Medium(SIGMA, points).transfer_MOhm(cylinder(count), population, 0, at_um);
    }

    /** Mean over compartments with membrane: what a current that leaves evenly makes. */
    private static double even(double[] transfer) {
        double[] counted = Arrays.stream(transfer).filter(t -> t > 0).toArray();
        return Arrays.stream(counted).sum() / counted.length;
    }

    @Test
    void aPointIsAMonopole() {
        assertEquals(1 / (4 * Math.PI * SIGMA * 50), even(transfer(true, 1, BARE, LENGTH_UM / 2, 30, 40)), 1e-15);
    }

    @Test
    void fromAfarALineIsAPoint() {
        double[] far = {2e5, 3e5, -1e5};
        double point = even(transfer(true, 1, BARE, far));
        assertEquals(point, even(transfer(false, 1, BARE, far)), 1e-6 * point);
    }

    @Test
    void besideItsMiddleALineFollowsTheClosedForm() {
        double half = LENGTH_UM / 2;
        double distance = 25;
        double expected = 2 * Math.log(half / distance + Math.hypot(half / distance, 1))
                / (4 * Math.PI * SIGMA * LENGTH_UM);
        assertEquals(expected, even(transfer(false, 1, BARE, half, distance, 0)), 1e-14);
    }

    @Test
    void aLineInPiecesIsTheSameLine() {
        for (double[] at : new double[][] {{100, 5, 0}, {-30, 0, 0}, {450, -3, 8}, {77, 300, -20}}) {
            assertEquals(even(transfer(false, 1, BARE, at)), even(transfer(false, 40, BARE, at)), 1e-13);
        }
    }

    @Test
    void manyPointsBecomeALine() {
        double line = even(transfer(false, 1, BARE, 150, 20, 0));
        assertEquals(line, even(transfer(true, 400, BARE, 150, 20, 0)), 1e-3 * line);
    }

    @Test
    void insideACompartmentTheElectrodeIsOnItsSurface() {
        assertArrayEquals(transfer(false, 5, BARE, 200, 1, 0), transfer(false, 5, BARE, 200, 0, 0), 1e-15);
    }

    /** A quarter turn about z takes x to y. */
    @Test
    void placementTurnsAndMovesTheCell() {
        Population placed = new Population("p", 0, 1, new Population.Placement(new double[] {10}, new double[] {20},
                new double[] {30}, new double[] {0, -1, 0, 1, 0, 0, 0, 0, 1}));
        assertArrayEquals(transfer(false, 7, BARE, 120, 40, 5),
                transfer(false, 7, placed, 10 - 40, 20 + 120, 30 + 5), 1e-15);
    }

    @Test
    void aCellWithoutShapeDoesNotCount() {
        Cell cell = cylinder(3);
        Cell bare = new Cell("c", null, cell.compartments(), cell.capacitance_uF_per_cm2(), cell.initialVoltage_mV(),
                List.of(), List.of(), List.of());
        assertNull(new Medium(SIGMA, false).transfer_MOhm(bare, BARE, 0, new double[3]));
    }
}
