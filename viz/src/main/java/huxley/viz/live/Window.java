package huxley.viz.live;

/** Through which a simulation is seen, wherever it runs. */
public interface Window extends AutoCloseable {
    /**
     * Waits for something new.
     *
     * @return without anything new after the time is over, or when it is closed
     */
    News take(long atMost_ms) throws InterruptedException;

    /** Asks the simulation for something; the answer comes on any thread. */
    void ask(Command command, LiveStream.Answered answered);

    @Override
    void close();
}
