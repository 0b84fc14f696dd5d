package huxley.neuron.cell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiscretizationTest {
    private static final Morphology TAPERED = new Morphology("tapered", List.of(
            cable("taper", -1, 0, new double[] {0, 50, 50, 120, 200, 300}, new double[] {4, 3, 1.5, 2.5, 0.5, 0.8}),
            cable("side", 0, 0.4, new double[] {0, 80}, new double[] {1.2, 0.6}),
            cable("reversed", 0, 1, new double[] {0, 60}, new double[] {1, 1})));

    /** Per-segment values of NEURON 8.2.2 for the same points (areas um2, resistances MOhm, Ra 100 ohm cm). */
    @Test
    void taperedCableWithStepMatchesNeuron() {
        Compartments cell = Discretization.divide(TAPERED, new int[] {7, 3, 3}, ohmCm(3, 100), Set.of());
        double[] area = {480.8800606, 271.1545916, 307.3469196, 235.6378561, 100.3446593, 81.74561567, 99.05645249,
                92.15403612, 75.39875682, 58.64347753, 62.83185307, 62.83185307, 62.83185307};
        double[] resistance = {0, 10.51121508, 13.82430021, 11.55771378, 45.95150237, 176.5979296, 122.1611875,
                12.86100448, 34.29601195, 53.89373306, Double.NaN, 25.46479089, 25.46479089};
        double[] diam = {3.571428571, 1.974489796, 2.282653061, 1.75, 0.7452380955, 0.6071428614, 0.7357142951,
                1.1, 0.9, 0.7, 1, 1, 1};
        assertEquals(13, cell.size());
        for (int i = 0; i < area.length; i++) {
            assertEquals(area[i], cell.area_um2()[i], 1e-7 * area[i], "area " + i);
            assertEquals(diam[i], cell.diam_um()[i], 1e-7 * diam[i], "diam " + i);
            if (!Double.isNaN(resistance[i])) {
                assertEquals(resistance[i], cell.resistance_MOhm()[i], 1e-7 * resistance[i], "resistance " + i);
            }
        }
        assertEquals(2, cell.parent()[7], "side branch joins the compartment that holds 0.4");
        assertEquals(6, cell.parent()[10]);
    }

    @Test
    void eliminatedJunctionAddsTheTwoHalves() {
        Compartments joined = Discretization.divide(TAPERED, new int[] {7, 3, 3}, ohmCm(3, 100), Set.of());
        Compartments kept = Discretization.divide(TAPERED, new int[] {7, 3, 3}, ohmCm(3, 100),
                Set.of(new SectionEnd(2, 0)));
        int node = kept.locate(0, 1);
        assertEquals(0, kept.area_um2()[node]);
        assertEquals(node, kept.locate(2, 0));
        assertEquals(joined.resistance_MOhm()[joined.firstOf(2)],
                kept.resistance_MOhm()[node] + kept.resistance_MOhm()[kept.firstOf(2)], 1e-12);
        assertEquals(inputResistance(joined, 3, 1e-4), inputResistance(kept, 3, 1e-4), 1e-9);
    }

    @Test
    void nodesStandWhereTwoChildrenMeetOrSomethingIsPlaced() {
        Morphology fork = new Morphology("fork",
                List.of(cable("soma", -1, 0, new double[] {0, 10}, new double[] {10, 10}),
                        cable("a", 0, 0, new double[] {0, 10}, new double[] {1, 1}),
                        cable("b", 0, 0, new double[] {0, 10}, new double[] {1, 1}),
                        cable("c", 0, 1, new double[] {0, 10}, new double[] {1, 1}),
                        cable("d", 3, 0, new double[] {0, 10}, new double[] {1, 1})));
        Compartments cell = Discretization.divide(fork, Discretization.uniform(fork, 3), ohmCm(5, 100), Set.of());
        assertEquals(17, cell.size());
        assertEquals(cell.locate(0, 0), cell.locate(1, 0));
        assertEquals(cell.locate(0, 1), cell.locate(4, 0));
        assertEquals(cell.parent()[cell.firstOf(1)], cell.locate(0, 0));
        assertEquals(cell.parent()[cell.firstOf(4)], cell.locate(0, 1), "x = 0 of c is the end of the soma");
        assertEquals(18, Discretization.divide(fork, Discretization.uniform(fork, 3), ohmCm(5, 100),
                Set.of(new SectionEnd(4, 1), new SectionEnd(4, 0))).size());
    }

    @Test
    void distancesStartAtTheCentreOfTheRoot() {
        Compartments cell = Discretization.divide(TAPERED, new int[] {7, 3, 3}, ohmCm(3, 100),
                Set.of(new SectionEnd(0, 0), new SectionEnd(2, 1)));
        assertEquals(0, cell.distance_um()[cell.locate(0, 0.5)], 1e-12);
        assertEquals(150, cell.distance_um()[cell.locate(0, 0)], 1e-12);
        assertEquals(210, cell.distance_um()[cell.locate(2, 1)], 1e-12);
        assertEquals(300.0 / 7 + 40, cell.distance_um()[cell.locate(1, 0.5)], 1e-10);
        assertEquals(150 + 300.0 / 7, cell.centerX_um()[cell.locate(0, 0.6)], 1e-10);
    }

    @Test
    void locateTakesTheCompartmentThatHoldsThePosition() {
        Compartments cell = Discretization.divide(TAPERED, new int[] {4, 1, 1}, ohmCm(3, 100), Set.of());
        assertArrayEquals(new int[] {0, 0, 1, 2, 3, 3}, Arrays.stream(new double[] {0, 0.2, 0.25, 0.5, 0.99, 1})
                .mapToInt(x -> cell.locate(0, x)).toArray());
    }

    @Test
    void areaAndResistanceAreConservedForAnyCount() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Morphology tree = randomTree(random);
            int[] counts = tree.sections().stream().mapToInt(s -> 1 + random.nextInt(12)).toArray();
            Compartments cell = Discretization.divide(tree, counts, ohmCm(tree.size(), 70), Set.of());
            double expected = tree.sections().stream().mapToDouble(Section::area_um2).sum();
            assertEquals(expected, Arrays.stream(cell.area_um2()).sum(), 1e-10 * expected);
            for (int i = 1; i < cell.size(); i++) {
                assertTrue(cell.parent()[i] < i);
            }
            SectionGeometry whole = new SectionGeometry(tree.section(0), 1, 70);
            SectionGeometry cut = new SectionGeometry(tree.section(0), counts[0], 70);
            double total = whole.towards0_MOhm[0] + whole.towards1_MOhm[0];
            assertEquals(total, Arrays.stream(cut.towards0_MOhm).sum() + Arrays.stream(cut.towards1_MOhm).sum(),
                    1e-9 * total);
        }
    }

    @Test
    void inputResistanceConvergesToClosedFormWithSecondOrder() {
        Morphology cable = new Morphology("cable",
                List.of(cable("c", -1, 0, new double[] {0, 1000}, new double[] {2, 2})));
        double lambda_um = 1e4 * Math.sqrt(2e-4 / 4 / (100 * 1e-4));
        double infinite_MOhm = 1e-2 * 100 * 4 * lambda_um / (Math.PI * 4);
        double exact = infinite_MOhm / Math.tanh(1000 / lambda_um);
        double[] error = new double[2];
        for (int k = 0; k < 2; k++) {
            Compartments cell = Discretization.divide(cable, new int[] {50 << k}, ohmCm(1, 100),
                    Set.of(new SectionEnd(0, 0)));
            error[k] = inputResistance(cell, cell.locate(0, 0), 1e-4) - exact;
        }
        assertEquals(4, error[0] / error[1], 0.02);
    }

    @Test
    void countRules() {
        Morphology cable = new Morphology("cable",
                List.of(cable("c", -1, 0, new double[] {0, 100}, new double[] {2, 2})));
        assertArrayEquals(new int[] {5}, Discretization.oddByLength(cable, 40));
        assertArrayEquals(new int[] {4}, Discretization.byMaximumLength(cable, 30));
        assertArrayEquals(new int[] {3}, Discretization.byLambda(cable, 0.1, 100, ohmCm(1, 100), ohmCm(1, 1)));
    }

    /** Solves the steady state of a leaky tree by elimination; MOhm seen from one compartment. */
    static double inputResistance(Compartments cell, int at, double leak_S_per_cm2) {
        int n = cell.size();
        double[] diagonal = new double[n];
        double[] right = new double[n];
        right[at] = 1;
        for (int i = 0; i < n; i++) {
            diagonal[i] += leak_S_per_cm2 * cell.area_um2()[i] * 1e-2;
            if (i > 0) {
                diagonal[i] += 1 / cell.resistance_MOhm()[i];
                diagonal[cell.parent()[i]] += 1 / cell.resistance_MOhm()[i];
            }
        }
        for (int i = n - 1; i > 0; i--) {
            double factor = 1 / cell.resistance_MOhm()[i] / diagonal[i];
            diagonal[cell.parent()[i]] -= factor / cell.resistance_MOhm()[i];
            right[cell.parent()[i]] += factor * right[i];
        }
        double[] voltage = new double[n];
        for (int i = 0; i < n; i++) {
            double above = i > 0 ? voltage[cell.parent()[i]] / cell.resistance_MOhm()[i] : 0;
            voltage[i] = (right[i] + above) / diagonal[i];
        }
        return voltage[at];
    }

    private static Morphology randomTree(Random random) {
        List<Section> sections = new ArrayList<>();
        int size = 1 + random.nextInt(20);
        for (int s = 0; s < size; s++) {
            int n = 2 + random.nextInt(6);
            double[] x = new double[n];
            double[] diam = new double[n];
            for (int i = 0; i < n; i++) {
                x[i] = i == 0 ? 0 : x[i - 1] + (random.nextInt(5) == 0 ? 0 : 20 * random.nextDouble());
                diam[i] = 0.2 + 3 * random.nextDouble();
            }
            x[n - 1] += 1;
            double at = random.nextInt(3) == 0 ? random.nextDouble() : random.nextInt(2);
            sections.add(cable("s" + s, s == 0 ? -1 : random.nextInt(s), at, x, diam));
        }
        return new Morphology("random", sections);
    }

    private static Section cable(String name, int parent, double parentX, double[] x_um, double[] diam_um) {
        double[] zero = new double[x_um.length];
        return new Section(name, 3, parent, parentX, x_um, zero, zero, diam_um);
    }

    private static double[] ohmCm(int n, double value) {
        double[] array = new double[n];
        Arrays.fill(array, value);
        return array;
    }
}
