package huxley.synapse;

/**
 * Decides how a simulation goes on. Asked between epochs, first before the first one, on the thread that computes: while it
 * does not answer, the simulation stands still. Whatever it answers, results are the same bits.
 */
@FunctionalInterface
public interface Steering {
    /** Ends the run. */
    long STOP = 0;
    /** As many steps as an epoch has. */
    long AN_EPOCH = Long.MAX_VALUE;

    /**
     * @param present valid during the call
     * @return the most steps that may be done before it is asked again, or {@link #STOP}
     */
    long steps(Present present);

    /** After the last step: results are complete. Not after {@link #STOP}. */
    default void done(Present present) {
    }
}
