package huxley.synapse.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.synapse.Population;
import huxley.synapse.Population.Placement;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Touches found by the grid are those that comparing all pieces finds. */
class TouchTest {
    private static final int CELLS = 25;
    private static final int PIECES = 12;

    private final Random random = new Random(5);

    @Test
    void touchesAreThoseOfAllPairsOfPieces() {
        Branches axon = branches();
        Branches dendrite = branches();
        Population population = new Population("a", 3, CELLS, placement());
        Field field = new Field(population, population, 1, "a to a");
        TreeSet<String> expected = new TreeSet<>();
        for (int s = 0; s < CELLS; s++) {
            for (int t = 0; t < CELLS; t++) {
                for (int i = 0; i < PIECES; i++) {
                    for (int j = 0; j < PIECES; j++) {
                        if (s != t && sampledDistance(axon, i, s, dendrite, j, t, population.placement()) <= 3 + 2) {
                            expected.add(s + " " + t + " " + dendrite.compartment()[j]);
                        }
                    }
                }
            }
        }
        TreeSet<String> found = new TreeSet<>();
        RuledIncoming incoming = incoming(field, axon, dendrite, 1);
        for (int t = 0; t < CELLS; t++) {
            int target = t;
            incoming.onto(3 + t, (source, compartment, delay_ms, values) -> assertTrue(
                    found.add(source - 3 + " " + target + " " + compartment)));
        }
        assertTrue(found.size() > 100);
        assertTrue(found.containsAll(expected));
        assertEquals(expected.size(), found.size(), 0.02 * found.size(), "the sampled distance misses few");
        int[] kept = new int[1];
        RuledIncoming half = incoming(field, axon, dendrite, 0.5);
        for (int t = 0; t < CELLS; t++) {
            half.onto(3 + t, (source, compartment, delay_ms, values) -> kept[0]++);
        }
        assertEquals(0.5 * found.size(), kept[0], 6 * Math.sqrt(0.25 * found.size()));
    }

    private static RuledIncoming incoming(Field field, Branches axon, Branches dendrite, double probability) {
        return new RuledIncoming(field, new Rule.Touch(3, probability, s -> axon, t -> dendrite, false),
                t -> Sites.at(0, new double[PIECES]), 1, new Value.Constant(1), List.of());
    }

    private Placement placement() {
        double[][] at = new double[3][CELLS];
        double[] rotation = new double[9 * CELLS];
        for (int i = 0; i < CELLS; i++) {
            double angle = random.nextDouble() * 6;
            double[] turn = {Math.cos(angle), -Math.sin(angle), 0, Math.sin(angle), Math.cos(angle), 0, 0, 0, 1};
            System.arraycopy(turn, 0, rotation, 9 * i, 9);
            for (int axis = 0; axis < 3; axis++) {
                at[axis][i] = 200 * random.nextDouble();
            }
        }
        return new Placement(at[0], at[1], at[2], rotation);
    }

    private Branches branches() {
        float[] from = new float[3 * PIECES];
        float[] to = new float[3 * PIECES];
        float[] radius = new float[PIECES];
        int[] compartment = new int[PIECES];
        for (int i = 0; i < PIECES; i++) {
            compartment[i] = i / 2;
            radius[i] = 1;
            for (int axis = 0; axis < 3; axis++) {
                from[3 * i + axis] = random.nextInt(-40, 40);
                to[3 * i + axis] = random.nextInt(-40, 40);
            }
        }
        return new Branches(compartment, from, to, radius);
    }

    private static double sampledDistance(Branches a, int i, int cellA, Branches b, int j, int cellB, Placement at) {
        double least = Double.POSITIVE_INFINITY;
        for (double s = 0; s <= 1; s += 0.01) {
            double[] p = point(a, i, s, cellA, at);
            double[] q0 = point(b, j, 0, cellB, at);
            double[] q1 = point(b, j, 1, cellB, at);
            double along = 0;
            double length2 = 0;
            for (int axis = 0; axis < 3; axis++) {
                along += (p[axis] - q0[axis]) * (q1[axis] - q0[axis]);
                length2 += (q1[axis] - q0[axis]) * (q1[axis] - q0[axis]);
            }
            double t = Math.clamp(along / length2, 0, 1);
            double sum = 0;
            for (int axis = 0; axis < 3; axis++) {
                double off = p[axis] - q0[axis] - t * (q1[axis] - q0[axis]);
                sum += off * off;
            }
            least = Math.min(least, Math.sqrt(sum));
        }
        return least;
    }

    private static double[] point(Branches branches, int i, double s, int cell, Placement at) {
        double[] p = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            p[axis] = (1 - s) * branches.from_um()[3 * i + axis] + s * branches.to_um()[3 * i + axis];
        }
        double[] r = at.rotation();
        int m = 9 * cell;
        return new double[] {r[m] * p[0] + r[m + 1] * p[1] + r[m + 2] * p[2] + at.x_um()[cell],
                r[m + 3] * p[0] + r[m + 4] * p[1] + r[m + 5] * p[2] + at.y_um()[cell],
                r[m + 6] * p[0] + r[m + 7] * p[1] + r[m + 8] * p[2] + at.z_um()[cell]};
    }
}
