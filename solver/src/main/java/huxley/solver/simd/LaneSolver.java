package huxley.solver.simd;

import huxley.solver.cable.Block;
import huxley.solver.cable.CableMatrix;
import huxley.solver.cable.CableSolver;
import huxley.solver.cable.HinesSolver;
import huxley.solver.kernel.Frame;
import java.util.List;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Eliminates {@link Frame#CHUNK} equal cells at once, one cell a lane: plain loads, and one broadcast coefficient per
 * compartment. The operations are those of {@code HinesSolver}, in its order.
 */
public final class LaneSolver implements CableSolver {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED.length() > Frame.CHUNK
            ? DoubleVector.SPECIES_512
            : DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private final Block[] blocks;
    private final double[][] diagonal;

    /**
     * @param blocks all of width {@link Frame#CHUNK}
     * @param rate_per_ms 1 / dt, or 2 / dt for half a step
     */
    public LaneSolver(List<Block> blocks, double rate_per_ms) {
        this.blocks = blocks.toArray(Block[]::new);
        diagonal = blocks.stream().map(b -> b.matrix().diagonal(rate_per_ms)).toArray(double[][]::new);
    }

    /** A solver for blocks of any width: this one where it fits, a forest for those of width 1 where they lie as one. */
    public static CableSolver of(List<Block> blocks, double rate_per_ms) {
        List<Block> lanes = blocks.stream().filter(b -> b.width() == Frame.CHUNK).toList();
        List<Block> others = blocks.stream().filter(b -> b.width() != Frame.CHUNK).toList();
        Forest forest = others.isEmpty() ? null : Forest.of(others);
        CableSolver single = forest == null
                ? new HinesSolver(others, rate_per_ms)
                : new ForestSolver(others, forest, rate_per_ms);
        if (lanes.isEmpty()) {
            return single;
        }
        CableSolver many = new LaneSolver(lanes, rate_per_ms);
        return others.isEmpty() ? many : new Both(many, single);
    }

    /** Two solvers for two kinds of blocks. */
    private record Both(CableSolver first, CableSolver second) implements CableSolver {
        @Override
        public boolean eliminate(double[] v_mV, double[] rhs, double[] d) {
            return first.eliminate(v_mV, rhs, d) & second.eliminate(v_mV, rhs, d);
        }

        @Override
        public void substitute(double[] v_mV, double[] rhs, double[] d, double factor) {
            first.substitute(v_mV, rhs, d, factor);
            second.substitute(v_mV, rhs, d, factor);
        }
    }

    @Override
    public boolean eliminate(double[] v_mV, double[] rhs, double[] d) {
        boolean finite = true;
        for (int b = 0; b < blocks.length; b++) {
            for (int lane = 0; lane < Frame.CHUNK; lane += LANES) {
                finite &= eliminate(blocks[b].matrix(), blocks[b].base() + lane, diagonal[b], v_mV, rhs, d);
            }
        }
        return finite;
    }

    private static boolean eliminate(CableMatrix matrix, int root, double[] diagonal, double[] v, double[] rhs,
            double[] d) {
        int[] parent = matrix.parent();
        double[] up = matrix.upper_S_per_cm2();
        double[] down = matrix.lower_S_per_cm2();
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        for (int p = parent.length - 1; p > 0; p--) {
            int i = root + p * Frame.CHUNK;
            int j = root + parent[p] * Frame.CHUNK;
            DoubleVector upper = DoubleVector.broadcast(SPECIES, up[p]);
            DoubleVector lower = DoubleVector.broadcast(SPECIES, down[p]);
            DoubleVector inverse = one.div(DoubleVector.fromArray(SPECIES, d, i).add(diagonal[p]));
            DoubleVector drop = DoubleVector.fromArray(SPECIES, v, j).sub(DoubleVector.fromArray(SPECIES, v, i));
            DoubleVector right = upper.fma(drop, DoubleVector.fromArray(SPECIES, rhs, i));
            DoubleVector factor = lower.mul(inverse);
            DoubleVector push = factor.fma(right, lower.mul(drop).neg());
            DoubleVector.fromArray(SPECIES, rhs, j).add(push).intoArray(rhs, j);
            DoubleVector.fromArray(SPECIES, d, j).sub(factor.mul(upper)).intoArray(d, j);
            right.mul(inverse).intoArray(rhs, i);
            upper.mul(inverse).intoArray(d, i);
        }
        DoubleVector change = DoubleVector.fromArray(SPECIES, rhs, root)
                .div(DoubleVector.fromArray(SPECIES, d, root).add(diagonal[0]));
        change.intoArray(rhs, root);
        return change.test(VectorOperators.IS_FINITE).allTrue();
    }

    @Override
    public void substitute(double[] v_mV, double[] rhs, double[] d, double factor) {
        for (Block block : blocks) {
            for (int lane = 0; lane < Frame.CHUNK; lane += LANES) {
                substitute(block.matrix().parent(), block.base() + lane, v_mV, rhs, d, factor);
            }
        }
    }

    private static void substitute(int[] parent, int root, double[] v, double[] rhs, double[] d, double factor) {
        DoubleVector times = DoubleVector.broadcast(SPECIES, factor);
        times.fma(DoubleVector.fromArray(SPECIES, rhs, root), DoubleVector.fromArray(SPECIES, v, root))
                .intoArray(v, root);
        for (int p = 1; p < parent.length; p++) {
            int i = root + p * Frame.CHUNK;
            int j = root + parent[p] * Frame.CHUNK;
            DoubleVector change = DoubleVector.fromArray(SPECIES, d, i).fma(DoubleVector.fromArray(SPECIES, rhs, j),
                    DoubleVector.fromArray(SPECIES, rhs, i));
            change.intoArray(rhs, i);
            times.fma(change, DoubleVector.fromArray(SPECIES, v, i)).intoArray(v, i);
        }
    }
}
