package huxley.solver.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import huxley.neuron.cell.Compartments;
import huxley.solver.cable.Block;
import huxley.solver.cable.CableMatrix;
import huxley.solver.cable.CableSolver;
import huxley.solver.cable.ForestSchedule;
import huxley.solver.cable.HinesSolver;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random forests: the schedule keeps its rules, and the solver gives the bits of the plain one. */
class ForestSolverTest {
    private static final double RATE_per_ms = 40;

    /** Cells of random shape, their compartments in random regions, placed by a schedule from node 16 on. */
    private static final class Trees {
        final List<CableMatrix> cells = new ArrayList<>();
        final int[] parent;
        final int[] region;
        final ForestSchedule schedule;
        final List<Block> blocks = new ArrayList<>();
        final int length;

        Trees(SplittableRandom random, int cells, int largest, int regions) {
            List<Integer> parents = new ArrayList<>();
            for (int i = 0; i < cells; i++) {
                int first = parents.size();
                int n = 1 + random.nextInt(largest);
                CableMatrix matrix = CableMatrix.of(tree(random, n), random.doubles(n, 0.5, 2).toArray());
                this.cells.add(matrix);
                Arrays.stream(matrix.parent()).forEach(p -> parents.add(p < 0 ? -1 : first + p));
            }
            parent = parents.stream().mapToInt(p -> p).toArray();
            region = random.ints(parent.length, 0, regions).toArray();
            schedule = new ForestSchedule(parent, region);
            int[] node = Arrays.stream(schedule.place()).map(p -> p + 16).toArray();
            int first = 0;
            for (CableMatrix matrix : this.cells) {
                blocks.add(new Block(matrix, 0, Arrays.copyOfRange(node, first, first + matrix.size()), 1));
                first += matrix.size();
            }
            length = 16 + schedule.slots() * ForestSchedule.LANES + ForestSchedule.LANES;
        }

        ForestSolver solver() {
            Forest forest = Forest.of(blocks);
            assertNotNull(forest);
            return new ForestSolver(blocks, forest, RATE_per_ms);
        }
    }

    private static Compartments tree(SplittableRandom random, int n) {
        int[] parent = new int[n];
        int bushy = 1 + random.nextInt(8);
        for (int c = 0; c < n; c++) {
            parent[c] = c == 0 ? -1 : random.nextInt(bushy) > 0 ? c - 1 : random.nextInt(c);
        }
        double[] zeros = new double[n];
        return new Compartments(parent, random.doubles(n, 10, 1000).toArray(), random.doubles(n, 1, 100).toArray(),
                zeros, random.doubles(n, 5, 50).toArray(), new int[n], zeros, zeros, zeros, zeros, zeros);
    }

    @Test
    void slotsHoldOneRegionAndWaitForTheirChildren() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 60; round++) {
            Trees trees = new Trees(random, 1 + random.nextInt(20), 60, 1 + random.nextInt(5));
            int[] place = trees.schedule.place();
            int[] regionOfSlot = new int[trees.schedule.slots()];
            Arrays.fill(regionOfSlot, -1);
            Set<Integer> taken = new HashSet<>();
            for (int c = 0; c < place.length; c++) {
                int slot = place[c] / ForestSchedule.LANES;
                assertTrue(taken.add(place[c]));
                assertTrue(regionOfSlot[slot] < 0 || regionOfSlot[slot] == trees.region[c]);
                regionOfSlot[slot] = trees.region[c];
                int parent = trees.parent[c];
                assertTrue(parent < 0 || slot < place[parent] / ForestSchedule.LANES);
            }
            assertTrue(Arrays.stream(regionOfSlot).allMatch(r -> r >= 0));
        }
    }

    @Test
    void manyTreesFillTheSlots() {
        Trees trees = new Trees(new SplittableRandom(2), 40, 200, 3);
        int needed = IntStream.range(0, 3).map(r -> {
            int size = (int) Arrays.stream(trees.region).filter(x -> x == r).count();
            return (size + ForestSchedule.LANES - 1) / ForestSchedule.LANES;
        }).sum();
        assertTrue(trees.schedule.slots() <= 1.02 * needed, trees.schedule.slots() + " for " + needed);
    }

    @Test
    void solutionHasTheBitsOfThePlainSolver() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 200; round++) {
            Trees trees = new Trees(random, 1 + random.nextInt(20), 1 + random.nextInt(80), 1 + random.nextInt(4));
            double[] v = random.doubles(trees.length, -80, 40).toArray();
            double[] rhs = random.doubles(trees.length, -1, 1).toArray();
            double[] d = random.doubles(trees.length, 0, 0.1).toArray();
            double[] plainV = v.clone();
            double[] plainRhs = rhs.clone();
            double[] start = v.clone();
            CableSolver plain = new HinesSolver(trees.blocks, RATE_per_ms);
            double[] plainD = d.clone();
            assertTrue(plain.eliminate(plainV, plainRhs, plainD));
            plain.substitute(plainV, plainRhs, plainD, 2);
            CableSolver forest = trees.solver();
            assertTrue(forest.eliminate(v, rhs, d));
            assertArrayEquals(start, v);
            forest.substitute(v, rhs, d, 2);
            boolean[] used = new boolean[trees.length];
            for (Block block : trees.blocks) {
                for (int p = 0; p < block.matrix().size(); p++) {
                    int node = block.nodeAt(p, 0);
                    used[node] = true;
                    assertEquals(plainV[node], v[node], "round " + round);
                    assertEquals(plainRhs[node], rhs[node], "round " + round);
                }
            }
            for (int node = 0; node < trees.length; node++) {
                assertTrue(used[node] || v[node] == start[node], "idle node " + node);
            }
        }
    }

    @Test
    void anythingNotFiniteReachesARoot() {
        SplittableRandom random = new SplittableRandom(4);
        for (int round = 0; round < 50; round++) {
            Trees trees = new Trees(random, 5, 40, 2);
            double[] rhs = random.doubles(trees.length, -1, 1).toArray();
            Block block = trees.blocks.get(random.nextInt(5));
            rhs[block.nodeAt(random.nextInt(block.matrix().size()), 0)] = Double.NaN;
            assertFalse(trees.solver().eliminate(random.doubles(trees.length, -80, 40).toArray(), rhs,
                    random.doubles(trees.length, 0, 0.1).toArray()));
        }
    }

    @Test
    void nodesInOtherOrdersAreNoForest() {
        CableMatrix matrix = new Trees(new SplittableRandom(5), 1, 1, 1).cells.getFirst();
        CableMatrix cable = CableMatrix.of(tree(new SplittableRandom(6), 20), new double[20]);
        assertNotNull(Forest.of(List.of(Block.interleaved(matrix, 0, 1))));
        assertNull(Forest.of(List.of(Block.interleaved(cable, 0, 1))));
    }

    @Test
    void solvingAllocatesNothing() {
        SplittableRandom random = new SplittableRandom(7);
        Trees trees = new Trees(random, 16, 100, 2);
        CableSolver solver = trees.solver();
        double[] v = random.doubles(trees.length, -80, 40).toArray();
        double[] rhs = new double[trees.length];
        double[] d = new double[trees.length];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 400 && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 500; i++) {
                Arrays.fill(rhs, 0.1);
                Arrays.fill(d, 0.01);
                solver.eliminate(v, rhs, d);
                solver.substitute(v, rhs, d, 1e-6);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
    }
}
