package huxley.io.formula;

import org.jspecify.annotations.Nullable;

/** A formula that cannot be read or evaluated; {@code from} and {@code to} are character offsets into its text. */
public final class FormulaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int from;
    private final int to;
    private final @Nullable String hint;

    public FormulaException(int from, int to, String message, @Nullable String hint) {
        super(message, null, false, false);
        this.from = from;
        this.to = to;
        this.hint = hint;
    }

    /** For a name whose own formula has failed before: nothing more to say. */
    public static FormulaException alreadyReported() {
        return new FormulaException(0, 0, "", null);
    }

    /** Whether the user has been told already. */
    public boolean isReported() {
        return String.valueOf(getMessage()).isEmpty();
    }

    public int from() {
        return from;
    }

    public int to() {
        return to;
    }

    public @Nullable String hint() {
        return hint;
    }
}
