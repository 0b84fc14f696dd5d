package huxley.neuron.mechanism;

import huxley.neuron.problem.Span;

/**
 * A named quantity of a mechanism.
 *
 * @param unit as written in the file, empty if none
 * @param length 1 for a scalar, n for an array declared {@code x[n]}
 * @param initial the default of a parameter or constant (0 for states and assigned ones)
 * @param min lowest legal value of a parameter, {@code -Infinity} if none given
 * @param max highest legal value of a parameter, {@code +Infinity} if none given
 * @param visible whether a model may set or record it by name (RANGE, GLOBAL, STATE, or a point-process parameter)
 */
public record Variable(String name, Role role, Scope scope, String unit, int length, double initial, double min,
        double max, boolean visible, Span where) {
    /** What a variable is to its mechanism. */
    public enum Role {
        /** Set by the model, read by the mechanism (which may also overwrite it, as some files do). */
        PARAMETER,
        /** Integrated in time. */
        STATE,
        /** Computed by the mechanism. */
        ASSIGNED,
        /** Refers to a quantity elsewhere, bound by the model (POINTER). */
        POINTER,
        /** Opaque pointer (BBCOREPOINTER): declared, never dereferenced. */
        OPAQUE,
        /** A stream of random numbers (RANDOM). */
        RANDOM
    }

    /** How many copies there are. */
    public enum Scope {
        /** One per instance: per compartment it is painted on, or per point process. */
        INSTANCE,
        /** One for the whole mechanism (GLOBAL, or a parameter that is not RANGE in a density mechanism). */
        GLOBAL
    }
}
