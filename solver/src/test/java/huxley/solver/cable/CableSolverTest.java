package huxley.solver.cable;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.cell.Compartments;
import huxley.solver.simd.LaneSolver;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The matrix equation itself is the oracle, on seeded random trees; then every solver against the plain one, bit by bit. */
class CableSolverTest {
    private static final double DT_ms = 0.025;

    @Test
    void solutionSatisfiesMatrixEquation() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 50; round++) {
            Compartments tree = randomTree(random, 1 + random.nextInt(60));
            double[] cm = fill(random, tree.size(), 0.5, 2);
            CableMatrix matrix = CableMatrix.of(tree, cm);
            int n = tree.size();
            double[] v = fill(random, n, -80, 40);
            double[] rhs = fill(random, n, -1, 1);
            double[] d = fill(random, n, 0, 0.1);
            double[] start = v.clone();
            double[] current = rhs.clone();
            double[] conductance = d.clone();
            CableSolver solver = new HinesSolver(List.of(Block.interleaved(matrix, 0, 1)), 1 / DT_ms);
            assertTrue(solver.eliminate(v, rhs, d));
            solver.substitute(v, rhs, d, 1);
            for (int c = 0; c < n; c++) {
                int p = matrix.position()[c];
                double area = tree.area_um2()[c] > 0 ? tree.area_um2()[c] : 100;
                double capacity = tree.area_um2()[c] > 0 ? cm[c] * 1e-3 / DT_ms : 0;
                double axial = 0;
                double scale = Math.abs(current[p]);
                for (int o = 0; o < n; o++) {
                    int edge = o == tree.parent()[c] ? c : c == tree.parent()[o] ? o : -1;
                    if (edge >= 0) {
                        double g = 100 / (tree.resistance_MOhm()[edge] * area);
                        axial += g * (v[matrix.position()[o]] - v[p]);
                        scale += g * 100;
                    }
                }
                double residual = (capacity + conductance[p]) * (v[p] - start[p]) - axial - current[p];
                assertEquals(0, residual, 1e-12 * (scale + capacity * 100), "compartment " + c + " of " + n);
            }
        }
    }

    @Test
    void everySolverAndWidthGivesTheBitsOfOneCell() {
        SplittableRandom random = new SplittableRandom(2);
        Compartments tree = randomTree(random, 40);
        CableMatrix matrix = CableMatrix.of(tree, fill(random, 40, 0.5, 2));
        int width = 8;
        double[] v = fill(random, 40 * width, -80, 40);
        double[] rhs = fill(random, 40 * width, -1, 1);
        double[] d = fill(random, 40 * width, 0, 0.1);
        double[] expected = new double[40 * width];
        for (int lane = 0; lane < width; lane++) {
            double[] v1 = lane(v, lane, width);
            double[] rhs1 = lane(rhs, lane, width);
            double[] d1 = lane(d, lane, width);
            CableSolver one = new HinesSolver(List.of(Block.interleaved(matrix, 0, 1)), 1 / DT_ms);
            assertTrue(one.eliminate(v1, rhs1, d1));
            one.substitute(v1, rhs1, d1, 1);
            for (int i = 0; i < 40; i++) {
                expected[i * width + lane] = v1[i];
            }
        }
        List<Block> block = List.of(Block.interleaved(matrix, 0, width));
        for (CableSolver all : List.of(new HinesSolver(block, 1 / DT_ms), new LaneSolver(block, 1 / DT_ms))) {
            double[] solved = v.clone();
            double[] right = rhs.clone();
            double[] diagonal = d.clone();
            assertTrue(all.eliminate(solved, right, diagonal));
            all.substitute(solved, right, diagonal, 1);
            assertArrayEquals(expected, solved);
        }
    }

    @Test
    void anythingNotFiniteReachesTheRoot() {
        SplittableRandom random = new SplittableRandom(3);
        Compartments tree = randomTree(random, 30);
        CableMatrix matrix = CableMatrix.of(tree, fill(random, 30, 0.5, 2));
        CableSolver solver = new HinesSolver(List.of(Block.interleaved(matrix, 0, 1)), 1 / DT_ms);
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            double[] rhs = fill(random, 30, -1, 1);
            rhs[29] = bad;
            assertFalse(solver.eliminate(fill(random, 30, -80, 40), rhs, fill(random, 30, 0, 0.1)));
        }
    }

    private static double[] lane(double[] all, int lane, int width) {
        double[] one = new double[all.length / width];
        for (int i = 0; i < one.length; i++) {
            one[i] = all[i * width + lane];
        }
        return one;
    }

    static double[] fill(SplittableRandom random, int n, double from, double to) {
        return random.doubles(n, from, to).toArray();
    }

    /** A tree whose compartments branch at random; every seventh has no area. */
    static Compartments randomTree(SplittableRandom random, int n) {
        int[] parent = new int[n];
        double[] area = fill(random, n, 10, 1000);
        List<Integer> order = new ArrayList<>();
        for (int c = 0; c < n; c++) {
            parent[c] = c == 0 ? -1 : random.nextInt(4) > 0 ? c - 1 : random.nextInt(c);
            order.add(c);
            if (c % 7 == 5) {
                area[c] = 0;
            }
        }
        return new Compartments(parent, area, fill(random, n, 1, 100), fill(random, n, 1, 3), fill(random, n, 5, 50),
                new int[n], new double[n], new double[n], new double[n], new double[n], new double[n]);
    }
}
