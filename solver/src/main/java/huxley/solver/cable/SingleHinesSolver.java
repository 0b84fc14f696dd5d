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
                finite &= eliminate(matrices[b], blocks[b].base() + lane, blocks[b].width(), v_mV, rhs, d);
            }
        }
        return finite;
    }

    private static boolean eliminate(SingleCableMatrix matrix, int root, int width, float[] v, float[] rhs, float[] d) {
        float[] diagonal = matrix.diagonal_S_per_cm2();
        for (int p = matrix.size() - 1; p > 0; p--) {
            int i = root + p * width;
            int j = root + matrix.parent()[p] * width;
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
        rhs[root] /= d[root] + diagonal[0];
        return Math.abs(rhs[root]) <= Float.MAX_VALUE;
    }

    @Override
    public void substitute(float[] v_mV, float[] rhs, float[] d, float factor) {
        for (Block block : blocks) {
            int width = block.width();
            int[] parent = block.matrix().parent();
            for (int root = block.base(); root < block.base() + width; root++) {
                v_mV[root] = Math.fma(factor, rhs[root], v_mV[root]);
                for (int p = 1; p < parent.length; p++) {
                    int i = root + p * width;
                    rhs[i] = Math.fma(d[i], rhs[root + parent[p] * width], rhs[i]);
                    v_mV[i] = Math.fma(factor, rhs[i], v_mV[i]);
                }
            }
        }
    }
}
