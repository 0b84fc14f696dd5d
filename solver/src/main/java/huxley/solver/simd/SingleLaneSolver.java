package huxley.solver.simd;

import huxley.solver.cable.Block;
import huxley.solver.cable.SingleCableMatrix;
import huxley.solver.cable.SingleCableSolver;
import huxley.solver.cable.SingleHinesSolver;
import huxley.solver.kernel.Frame;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link LaneSolver} in single precision: the operations of {@code SingleHinesSolver}, in its order, for the
 * {@link Frame#CHUNK} cells of a block at once. Blocks of other widths go to that solver.
 */
final class SingleLaneSolver implements SingleCableSolver {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED.length() > Frame.CHUNK
            ? FloatVector.SPECIES_256
            : FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private final Block[] blocks;
    private final SingleCableMatrix[] matrices;
    private final SingleCableSolver others;

    /** @param rate_per_ms 1 / dt, or 2 / dt for half a step */
    SingleLaneSolver(List<Block> all, double rate_per_ms) {
        List<Block> whole = all.stream().filter(b -> b.width() == Frame.CHUNK).toList();
        blocks = whole.toArray(Block[]::new);
        matrices = SingleCableMatrix.of(whole, rate_per_ms);
        others = new SingleHinesSolver(all.stream().filter(b -> b.width() != Frame.CHUNK).toList(), rate_per_ms);
    }

    @Override
    public boolean eliminate(float[] v_mV, float[] rhs, float[] d) {
        boolean finite = others.eliminate(v_mV, rhs, d);
        for (int b = 0; b < blocks.length; b++) {
            for (int lane = 0; lane < Frame.CHUNK; lane += LANES) {
                finite &= eliminate(matrices[b], blocks[b].base() + lane, blocks[b].offset(), v_mV, rhs, d);
            }
        }
        return finite;
    }

    private static boolean eliminate(SingleCableMatrix matrix, int first, int[] offset, float[] v, float[] rhs,
            float[] d) {
        int[] parent = matrix.parent();
        float[] up = matrix.upper_S_per_cm2();
        float[] down = matrix.lower_S_per_cm2();
        float[] diagonal = matrix.diagonal_S_per_cm2();
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        for (int p = parent.length - 1; p > 0; p--) {
            int i = first + offset[p];
            int j = first + offset[parent[p]];
            FloatVector upper = FloatVector.broadcast(SPECIES, up[p]);
            FloatVector lower = FloatVector.broadcast(SPECIES, down[p]);
            FloatVector inverse = one.div(FloatVector.fromArray(SPECIES, d, i).add(diagonal[p]));
            FloatVector drop = FloatVector.fromArray(SPECIES, v, j).sub(FloatVector.fromArray(SPECIES, v, i));
            FloatVector right = upper.fma(drop, FloatVector.fromArray(SPECIES, rhs, i));
            FloatVector factor = lower.mul(inverse);
            FloatVector push = factor.fma(right, lower.mul(drop).neg());
            FloatVector.fromArray(SPECIES, rhs, j).add(push).intoArray(rhs, j);
            FloatVector.fromArray(SPECIES, d, j).sub(factor.mul(upper)).intoArray(d, j);
            right.mul(inverse).intoArray(rhs, i);
            upper.mul(inverse).intoArray(d, i);
        }
        int root = first + offset[0];
        FloatVector change = FloatVector.fromArray(SPECIES, rhs, root)
                .div(FloatVector.fromArray(SPECIES, d, root).add(diagonal[0]));
        change.intoArray(rhs, root);
        return change.test(VectorOperators.IS_FINITE).allTrue();
    }

    @Override
    public void substitute(float[] v_mV, float[] rhs, float[] d, float factor) {
        others.substitute(v_mV, rhs, d, factor);
        for (Block block : blocks) {
            for (int lane = 0; lane < Frame.CHUNK; lane += LANES) {
                substitute(block.matrix().parent(), block.base() + lane, block.offset(), v_mV, rhs, d, factor);
            }
        }
    }

    private static void substitute(int[] parent, int first, int[] offset, float[] v, float[] rhs, float[] d,
            float factor) {
        int root = first + offset[0];
        FloatVector times = FloatVector.broadcast(SPECIES, factor);
        times.fma(FloatVector.fromArray(SPECIES, rhs, root), FloatVector.fromArray(SPECIES, v, root))
                .intoArray(v, root);
        for (int p = 1; p < parent.length; p++) {
            int i = first + offset[p];
            int j = first + offset[parent[p]];
            FloatVector change = FloatVector.fromArray(SPECIES, d, i).fma(FloatVector.fromArray(SPECIES, rhs, j),
                    FloatVector.fromArray(SPECIES, rhs, i));
            change.intoArray(rhs, i);
            times.fma(change, FloatVector.fromArray(SPECIES, v, i)).intoArray(v, i);
        }
    }
}
