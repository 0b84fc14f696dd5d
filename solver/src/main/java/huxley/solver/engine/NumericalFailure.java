package huxley.solver.engine;

import java.util.Locale;

/** The numbers went wrong: a value that is not finite, or a method that did not converge. Says where. */
public final class NumericalFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String cell;
    private final int gid;
    private final int compartment;
    private final String mechanism;
    private final String variable;
    private final double time_ms;
    private final double value;

    /**
     * @param reason what happened, as the start of a sentence such as {@code a value is not finite}
     * @param cell label of the cell
     * @param compartment -1 for an artificial cell
     * @param mechanism name, empty for the cable equation itself
     * @param variable name, empty if it cannot be told
     */
    public NumericalFailure(String reason, String cell, int gid, int compartment, String mechanism, String variable,
            double time_ms, double value) {
        super(String.format(Locale.ROOT, "%s: cell %s (gid %d)%s, %s%s = %s at t = %.6g ms", reason, cell, gid,
                compartment < 0 ? "" : ", compartment " + compartment, mechanism.isEmpty() ? "" : mechanism + ".",
                variable.isEmpty() ? "value" : variable, value, time_ms));
        this.cell = cell;
        this.gid = gid;
        this.compartment = compartment;
        this.mechanism = mechanism;
        this.variable = variable;
        this.time_ms = time_ms;
        this.value = value;
    }

    /** The same failure, told by another process. */
    NumericalFailure(String message) {
        super(message);
        cell = "";
        gid = -1;
        compartment = -1;
        mechanism = "";
        variable = "";
        time_ms = Double.NaN;
        value = Double.NaN;
    }

    public String cell() {
        return cell;
    }

    public int gid() {
        return gid;
    }

    public int compartment() {
        return compartment;
    }

    public String mechanism() {
        return mechanism;
    }

    public String variable() {
        return variable;
    }

    public double time_ms() {
        return time_ms;
    }

    public double value() {
        return value;
    }
}
