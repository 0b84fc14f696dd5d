package huxley.neuron.units;

import org.jspecify.annotations.Nullable;

/** A unit text that cannot be understood; whoever knows the position turns it into a problem. */
public final class UnitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String hint;

    UnitException(String message, @Nullable String hint) {
        super(message, null, false, false);
        this.hint = hint;
    }

    /** What to write instead, or null. */
    public @Nullable String hint() {
        return hint;
    }
}
