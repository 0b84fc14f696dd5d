package huxley.solver.accelerator;

/**
 * The steps that groups are advanced at once, and what comes to them meanwhile.
 *
 * @param from step at whose start they stand
 * @param arrivals [group]
 * @param sampling [group][sampler]
 */
public record Epoch(long from, int steps, Arrivals[] arrivals, Sampling[][] sampling) {
    /**
     * When to sample: at the end of {@code first} steps (counted from t = 0) and of every {@code stride} further ones.
     *
     * @param rows [sample of this epoch][number], to be filled
     */
    public record Sampling(long first, int stride, double[][] rows) {
    }
}
