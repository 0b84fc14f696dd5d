package huxley.app;

import huxley.io.results.Checkpoints;
import huxley.io.results.ResultsWriter;
import huxley.solver.engine.StateKeeper;
import huxley.synapse.SavedState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the state of a run in its folder: now and then, when the user asks for it, and when the run is stopped. The results until
 * then are saved first.
 */
final class Checkpointing implements StateKeeper {
    private final CheckpointInterval every;
    private final Interruption interruption;
    private final boolean leads;
    private final Path folder;
    private final @Nullable ResultsWriter writer;
    private long last_ns = System.nanoTime();
    private long intervals;

    private Checkpointing(CheckpointInterval every, Interruption interruption, double from_ms, boolean leads,
            Path folder,
            @Nullable ResultsWriter writer) {
        this.every = every;
        this.interruption = interruption;
        this.leads = leads;
        this.folder = folder;
        this.writer = writer;
        intervals = intervals(from_ms);
    }

    /** Of the rank that writes. @param from_ms simulated time at which the run starts */
    static Checkpointing into(Path folder, ResultsWriter writer, CheckpointInterval every, Interruption interruption,
            double from_ms) {
        return new Checkpointing(every, interruption, from_ms, true, folder, writer);
    }

    /** Of a rank that only hears signals of its own. */
    static Checkpointing following(Interruption interruption) {
        return new Checkpointing(CheckpointInterval.NEVER, interruption, 0, false, Path.of(""), null);
    }

    private long intervals(double time_ms) {
        return (long) Math.floor(time_ms / every.simulated_ms());
    }

    @Override
    public boolean wants(double reached_ms) {
        boolean asked = interruption.takeCheckpointRequest() || interruption.getAsBoolean();
        boolean due = leads && ((System.nanoTime() - last_ns) * 1e-9 >= every.wall_s()
                || intervals(reached_ms) > intervals);
        intervals = Math.max(intervals, intervals(reached_ms));
        return asked || due;
    }

    @Override
    public void keep(SavedState state) {
        if (writer != null) {
            writer.saveNow();
            try {
                Checkpoints.write(folder, state);
            } catch (IOException cannotWrite) {
                throw new UncheckedIOException(cannotWrite);
            }
            last_ns = System.nanoTime();
        }
    }
}
