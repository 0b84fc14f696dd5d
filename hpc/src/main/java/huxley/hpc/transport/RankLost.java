package huxley.hpc.transport;

/** Another rank of the job is gone, or cannot be reached. */
public final class RankLost extends RuntimeException {
    private static final long serialVersionUID = 1;

    RankLost(String message) {
        super(message);
    }

    RankLost(String message, Throwable cause) {
        super(message, cause);
    }
}
