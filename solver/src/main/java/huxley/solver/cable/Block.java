package huxley.solver.cable;

import java.util.Arrays;

/**
 * Equal cells side by side: the compartment at position p of cell number {@code lane} is node
 * {@code base + offset[p] + lane}.
 *
 * @param offset [position]
 * @param width cells, with padding
 */
public record Block(CableMatrix matrix, int base, int[] offset, int width) {
    /** Cells interleaved, one compartment after the other. */
    public static Block interleaved(CableMatrix matrix, int base, int width) {
        int[] offset = new int[matrix.size()];
        Arrays.setAll(offset, position -> position * width);
        return new Block(matrix, base, offset, width);
    }

    public int nodes() {
        return matrix.size() * width;
    }

    public int node(int compartment, int lane) {
        return nodeAt(matrix.position()[compartment], lane);
    }

    /** The node of a position in the order of solution. */
    public int nodeAt(int position, int lane) {
        return base + offset[position] + lane;
    }
}
