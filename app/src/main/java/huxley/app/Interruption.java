package huxley.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Ctrl-C (or SIGTERM) while results are being made: the JVM is held back until they are safe. Between {@link #watch} and
 * {@link #close}, {@link #getAsBoolean} says whether the user wants to stop, and {@link #takeCheckpointRequest} whether SIGUSR1 has
 * asked for a checkpoint.
 */
final class Interruption implements BooleanSupplier, AutoCloseable {
    private static final long PATIENCE_S = 120;

    private final CountDownLatch safe = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stopAndWait, "interruption");
    private final AtomicBoolean checkpointAsked = new AtomicBoolean();
    private volatile boolean asked;
    private Runnable forgetSignals = () -> {
    };

    private Interruption() {
    }

    static Interruption watch() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        Runnable forgetTerm = Signals.receive("TERM", () -> interruption.asked = true);
        Runnable forgetUsr1 = Signals.receive("USR1", () -> interruption.checkpointAsked.set(true));
        interruption.forgetSignals = () -> {
            forgetTerm.run();
            forgetUsr1.run();
        };
        return interruption;
    }

    /** Nobody interrupts. */
    static Interruption none() {
        return new Interruption();
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

    /** Whether a checkpoint was asked for since the last call. */
    boolean takeCheckpointRequest() {
        return checkpointAsked.getAndSet(false);
    }

    /** All is safe: the process may end. */
    @Override
    public void close() {
        forgetSignals.run();
        safe.countDown();
        if (!hook.isAlive()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException alreadyEnding) {
                // The hook then finds that all is safe.
            }
        }
    }
}
