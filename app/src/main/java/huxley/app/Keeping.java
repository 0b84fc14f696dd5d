package huxley.app;

import huxley.io.results.Checkpoints;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a run, and when.
 *
 * @param savedEvery_s wall time after which results are saved
 * @param saveState whether the state at the end is kept, even if the model does not ask for it
 * @param checkpointEvery how often the state is kept besides, apart from when the run is stopped; null: not even then
 * @param earlier the interrupted run that is continued
 */
record Keeping(double savedEvery_s, boolean saveState, @Nullable CheckpointInterval checkpointEvery,
        Checkpoints.@Nullable Found earlier) {
    /** Results only, and the state at the end if asked for. */
    Keeping(double savedEvery_s, boolean saveState) {
        this(savedEvery_s, saveState, null, null);
    }
}
