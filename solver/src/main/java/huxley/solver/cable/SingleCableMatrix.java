package huxley.solver.cable;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@link CableMatrix} with its coefficients rounded to single precision.
 *
 * @param parent [position] position of the parent, -1 for the root at 0
 * @param diagonal_S_per_cm2 [position] diagonal without mechanisms
 */
public record SingleCableMatrix(int[] parent, float[] upper_S_per_cm2, float[] lower_S_per_cm2,
        float[] diagonal_S_per_cm2) {
    public int size() {
        return parent.length;
    }

    /** @param rate_per_ms 1 / dt, or 2 / dt for half a step */
    public static SingleCableMatrix of(CableMatrix matrix, double rate_per_ms) {
        return new SingleCableMatrix(matrix.parent(), rounded(matrix.upper_S_per_cm2()),
                rounded(matrix.lower_S_per_cm2()), rounded(matrix.diagonal(rate_per_ms)));
    }

    /** The matrix of each block; equal cells share one. */
    public static SingleCableMatrix[] of(List<Block> blocks, double rate_per_ms) {
        Map<CableMatrix, SingleCableMatrix> rounded = new IdentityHashMap<>();
        return blocks.stream().map(block -> rounded.computeIfAbsent(block.matrix(), m -> of(m, rate_per_ms)))
                .toArray(SingleCableMatrix[]::new);
    }

    private static float[] rounded(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
