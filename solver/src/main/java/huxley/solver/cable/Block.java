package huxley.solver.cable;

/**
 * Equal cells side by side: compartment at position p of cell number {@code lane} is node {@code base + p * width + lane}.
 *
 * @param width cells, with padding
 */
public record Block(CableMatrix matrix, int base, int width) {
    public int nodes() {
        return matrix.size() * width;
    }

    public int node(int compartment, int lane) {
        return base + matrix.position()[compartment] * width + lane;
    }
}
