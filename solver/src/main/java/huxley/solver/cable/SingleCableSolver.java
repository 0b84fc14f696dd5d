package huxley.solver.cable;

/** A {@link CableSolver} in single precision: the same operations in the same order, each rounded to it. */
public interface SingleCableSolver {
    /** @see CableSolver#eliminate */
    boolean eliminate(float[] v_mV, float[] rhs, float[] d);

    /** @see CableSolver#substitute */
    void substitute(float[] v_mV, float[] rhs, float[] d, float factor);
}
