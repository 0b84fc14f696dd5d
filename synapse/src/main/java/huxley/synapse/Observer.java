package huxley.synapse;

/** Receives results while a simulation runs. Called from one thread, between epochs, in order of time. */
public interface Observer {
    /**
     * A block of samples of probes that share one sample interval.
     *
     * @param probes indices into {@link Circuit#probes()}
     * @param time_ms [sample]
     * @param values [probe][sample]
     */
    void traces(int[] probes, double[] time_ms, double[][] values);

    /** Spikes, ascending by time then gid: {@code gid [spike]}, {@code time_ms [spike]}. */
    void spikes(int[] gid, double[] time_ms);

    /**
     * A block of samples of a report.
     *
     * @param report index into {@link Circuit#reports()}
     * @param time_ms [sample]
     * @param values [sample][place]; valid during the call
     */
    default void report(int report, double[] time_ms, double[][] values) {
    }

    /**
     * A block of samples of an electrode.
     *
     * @param electrode index into {@link Circuit#electrodes()}
     * @param time_ms [sample]
     * @param potential_mV [sample]
     */
    default void field(int electrode, double[] time_ms, double[] potential_mV) {
    }

    /** Simulated time reached, ms. */
    default void progress(double time_ms) {
    }
}
