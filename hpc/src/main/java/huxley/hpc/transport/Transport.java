package huxley.hpc.transport;

import huxley.solver.engine.Peers;

/**
 * What carries bytes between the ranks of a job. Every rank makes the same calls in the same order, from one thread. A rank that
 * fails ends all others.
 */
public interface Transport extends Peers, AutoCloseable {
    /** Such as {@code MPI (Open MPI v4.1.4)}. */
    String description();

    /** Ends all ranks of the job at once; this one too, unless ranks share the process. */
    void abort(int exitCode);

    /** Waits for the other ranks, and ends the connection. */
    @Override
    void close();
}
