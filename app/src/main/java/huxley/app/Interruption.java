package huxley.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Ctrl-C (or a termination signal) while results are being made: the JVM is held back until they are safe. Between
 * {@link #watch} and {@link #close}, {@link #getAsBoolean} says whether the user wants to stop.
 */
final class Interruption implements BooleanSupplier, AutoCloseable {
    private static final long PATIENCE_S = 120;

    private final CountDownLatch safe = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stopAndWait, "interruption");
    private volatile boolean asked;

    private Interruption() {
    }

    static Interruption watch() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void stopAndWait() {
        asked = true;
        try {
            safe.await(PATIENCE_S, TimeUnit.SECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean getAsBoolean() {
        return asked;
    }

    /** All is safe: the process may end. */
    @Override
    public void close() {
        safe.countDown();
        if (!asked) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException alreadyEnding) {
                // The hook then finds that all is safe.
            }
        }
    }
}
