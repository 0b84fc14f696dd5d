package huxley.solver.cable;

import java.util.List;

/** Elimination without fill-in on trees [1], one cell and compartment after the other: the oracle of the other solvers.
 *
 * <p>[1] M. Hines, Efficient computation of branched nerve equations, Int. J. Bio-Med. Comput. 15 (1984) 69-76,
 * doi:10.1016/0020-7101(84)90008-4
 */
public final class HinesSolver implements CableSolver {
    private final Block[] blocks;
    private final double[][] diagonal;

    /** @param rate_per_ms 1 / dt, or 2 / dt for half a step */
    public HinesSolver(List<Block> blocks, double rate_per_ms) {
        this.blocks = blocks.toArray(Block[]::new);
        diagonal = blocks.stream().map(b -> b.matrix().diagonal(rate_per_ms)).toArray(double[][]::new);
    }

    @Override
    public boolean eliminate(double[] v_mV, double[] rhs, double[] d) {
        boolean finite = true;
        for (int b = 0; b < diagonal.length; b++) {
            Block block = blocks[b];
            for (int lane = 0; lane < block.width(); lane++) {
                finite &= eliminate(block, lane, diagonal[b], v_mV, rhs, d);
            }
        }
        return finite;
    }

    private static boolean eliminate(Block block, int lane, double[] diagonal, double[] v, double[] rhs, double[] d) {
        CableMatrix matrix = block.matrix();
        int[] offset = block.offset();
        int first = block.base() + lane;
        int root = first + offset[0];
        for (int p = matrix.size() - 1; p > 0; p--) {
            int i = first + offset[p];
            int j = first + offset[matrix.parent()[p]];
            double upper = matrix.upper_S_per_cm2()[p];
            double lower = matrix.lower_S_per_cm2()[p];
            double drop = v[j] - v[i];
            double right = Math.fma(upper, drop, rhs[i]);
            double inverse = 1 / (d[i] + diagonal[p]);
            double factor = lower * inverse;
            rhs[j] += Math.fma(factor, right, -(lower * drop));
            d[j] -= factor * upper;
            rhs[i] = right * inverse;
            d[i] = upper * inverse;
        }
        rhs[root] /= d[root] + diagonal[0];
        return Math.abs(rhs[root]) <= Double.MAX_VALUE;
    }

    @Override
    public void substitute(double[] v_mV, double[] rhs, double[] d, double factor) {
        for (Block block : blocks) {
            CableMatrix matrix = block.matrix();
            int[] offset = block.offset();
            for (int lane = 0; lane < block.width(); lane++) {
                int first = block.base() + lane;
                int root = first + offset[0];
                v_mV[root] = Math.fma(factor, rhs[root], v_mV[root]);
                for (int p = 1; p < matrix.size(); p++) {
                    int i = first + offset[p];
                    int j = first + offset[matrix.parent()[p]];
                    rhs[i] = Math.fma(d[i], rhs[j], rhs[i]);
                    v_mV[i] = Math.fma(factor, rhs[i], v_mV[i]);
                }
            }
        }
    }
}
