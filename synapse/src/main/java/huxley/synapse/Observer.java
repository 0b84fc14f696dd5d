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

    /** Simulated time reached, ms. */
    default void progress(double time_ms) {
    }
}
