package huxley.solver.cable;

import java.util.List;

/** {@link HinesSolver} in single precision. */
public final class SingleHinesSolver implements SingleCableSolver {
    private final Block[] blocks;
    private final SingleCableMatrix[] matrices;

    /** @param rate_per_ms 1 / dt, or 2 / dt for half a step */
    public SingleHinesSolver(List<Block> blocks, double rate_per_ms) {
        this.blocks = blocks.toArray(Block[]::new);
        matrices = SingleCableMatrix.of(blocks, rate_per_ms);
    }

    @Override
    public boolean eliminate(float[] v_mV, float[] rhs, float[] d) {
        boolean finite = true;
        for (int b = 0; b < blocks.length; b++) {
            for (int lane = 0; lane < blocks[b].width(); lane++) {
                finite &= eliminate(matrices[b], blocks[b].base() + lane, blocks[b].offset(), v_mV, rhs, d);
            }
        }
        return finite;
    }

    private static boolean eliminate(SingleCableMatrix matrix, int first, int[] offset, float[] v, float[] rhs,
            float[] d) {
        float[] diagonal = matrix.diagonal_S_per_cm2();
        for (int p = matrix.size() - 1; p > 0; p--) {
            int i = first + offset[p];
            int j = first + offset[matrix.parent()[p]];
            float upper = matrix.upper_S_per_cm2()[p];
            float lower = matrix.lower_S_per_cm2()[p];
            float drop = v[j] - v[i];
            float right = Math.fma(upper, drop, rhs[i]);
            float inverse = 1 / (d[i] + diagonal[p]);
            float factor = lower * inverse;
            rhs[j] += Math.fma(factor, right, -(lower * drop));
            d[j] -= factor * upper;
            rhs[i] = right * inverse;
            d[i] = upper * inverse;
        }
        int root = first + offset[0];
        rhs[root] /= d[root] + diagonal[0];
        return Math.abs(rhs[root]) <= Float.MAX_VALUE;
    }

    @Override
    public void substitute(float[] v_mV, float[] rhs, float[] d, float factor) {
        for (Block block : blocks) {
            int[] offset = block.offset();
            int[] parent = block.matrix().parent();
            for (int first = block.base(); first < block.base() + block.width(); first++) {
                int root = first + offset[0];
                v_mV[root] = Math.fma(factor, rhs[root], v_mV[root]);
                for (int p = 1; p < parent.length; p++) {
                    int i = first + offset[p];
                    rhs[i] = Math.fma(d[i], rhs[first + offset[parent[p]]], rhs[i]);
                    v_mV[i] = Math.fma(factor, rhs[i], v_mV[i]);
                }
            }
        }
    }
}
