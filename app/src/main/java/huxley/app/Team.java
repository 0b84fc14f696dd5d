package huxley.app;

import huxley.hpc.transport.Job;
import huxley.hpc.transport.Transport;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The ranks of a job as the command line sees them: together they fail with one message. */
record Team(Transport transport) implements AutoCloseable {
    /** Joins the job that this process was started for; one process is a team, too. */
    static Team join(Map<String, String> environment) {
        try {
            return new Team(Job.join(environment));
        } catch (IllegalStateException cannot) {
            throw new UserError(String.valueOf(cannot.getMessage()));
        }
    }

    boolean leads() {
        return transport.rank() == 0;
    }

    boolean isAlone() {
        return transport.ranks() == 1;
    }

    /**
     * Lets every rank do something that may fail. If it fails on some, all end: the first of them with its failure, the others
     * without a word.
     */
    <T> T each(Supplier<T> work, PrintWriter err) {
        if (isAlone()) {
            return work.get();
        }
        RuntimeException own = null;
        T done = null;
        try {
            done = work.get();
        } catch (RuntimeException failure) {
            own = failure;
        }
        List<ByteBuffer> failed = transport.exchange(ByteBuffer.wrap(new byte[] {(byte) (own == null ? 0 : 1)}))
                .await();
        for (int rank = 0; rank < failed.size(); rank++) {
            if (failed.get(rank).get(0) != 0) {
                if (own == null || rank != transport.rank()) {
                    throw new UserError("", ExitCode.INVALID_INPUT);
                }
                if (rank > 0) {
                    err.println("huxley: rank " + rank + " failed:");
                }
                throw own;
            }
        }
        if (done == null) {
            throw new AssertionError("nothing done; please report");
        }
        return done;
    }

    @Override
    public void close() {
        transport.close();
    }
}
