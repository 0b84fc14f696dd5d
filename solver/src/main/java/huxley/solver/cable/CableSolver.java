package huxley.solver.cable;

/**
 * Solves the cable equation of all cells of a group for one time step. Arrays are per node of the group; a solver keeps
 * no state, so that any thread may use it.
 */
public interface CableSolver {
    /**
     * Eliminates from the tips to the roots.
     *
     * @param v_mV membrane potential at the start of the step
     * @param rhs in: minus the membrane current, mA/cm2; out: what {@link #substitute} needs, the voltage change at roots
     * @param d in: dI/dV of mechanisms, S/cm2; out: what {@link #substitute} needs
     * @return whether the change of every root is finite; where anything in a cell is not, its root is not
     */
    boolean eliminate(double[] v_mV, double[] rhs, double[] d);

    /** From the roots to the tips: leaves the voltage change in {@code rhs} and adds {@code factor} times it to {@code v_mV}. */
    void substitute(double[] v_mV, double[] rhs, double[] d, double factor);
}
