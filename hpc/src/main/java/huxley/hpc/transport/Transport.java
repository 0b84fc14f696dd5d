package huxley.hpc.transport;

import huxley.solver.engine.Peers;
import java.nio.ByteBuffer;

/**
 * What carries bytes between the ranks of a job. Every rank makes the same calls in the same order, from one thread. A rank that
 * fails ends all others.
 */
public interface Transport extends Peers, AutoCloseable {
    /** Takes what was gathered. */
    interface Receiver {
        /** @param block good during the call, to be read in the byte order of the machine */
        void receive(int fromRank, ByteBuffer block);
    }

    /** Such as {@code MPI (Open MPI v4.1.4)}. */
    String description();

    /** Hands a block to rank 0, where {@code receiver} gets those of all ranks, one after the other, its own first. */
    void gather(ByteBuffer block, Receiver receiver);

    /** Ends all ranks of the job at once; this one too, unless ranks share the process. */
    void abort(int exitCode);

    /** Waits for the other ranks, and ends the connection. */
    @Override
    void close();
}
