package huxley.app;

/** What the process tells its caller. */
final class ExitCode {
    static final int DONE = 0;
    /** A defect of the program. */
    static final int INTERNAL_ERROR = 1;
    /** The user's fault: model, files, options. */
    static final int INVALID_INPUT = 2;
    /** The simulation left the range of numbers. */
    static final int NUMERICAL_FAILURE = 3;
    /** Stopped by the user; what was recorded is kept. */
    static final int INTERRUPTED = 130;

    private ExitCode() {
    }
}
