package huxley.viz.studio;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;

/**
 * A run as it is told to the page, and kept in {@code run.json} of its folder.
 *
 * @param project it was started from, {@code file} is its model there
 * @param settings parameters with other values than the model's
 * @param done of {@code of}: simulated ms, or variants of a sweep, as {@code unit} says
 * @param waits whether it begins only when a viewer says so
 * @param live whether it can be watched now
 * @param message why it failed, or what it said on the way
 * @param share what others may look at it with, or nothing
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Run(String id, String project, String file, Map<String, String> settings, String state, double done, double of,
        String unit, boolean waits, boolean live, long asked_ms, long began_ms, long ended_ms, String message,
        String share) {
    static final String QUEUED = "queued";
    static final String RUNNING = "running";
    static final String DONE = "done";
    static final String FAILED = "failed";
    static final String STOPPED = "stopped";

    static Run asked(String id, String project, String file, Map<String, String> settings, boolean waits) {
        return new Run(id, project, file, settings, QUEUED, 0, 0, "ms", waits, false, System.currentTimeMillis(), 0, 0,
                "", "");
    }

    boolean isOver() {
        return !state.equals(QUEUED) && !state.equals(RUNNING);
    }

    Run begun() {
        return new Run(id, project, file, settings, RUNNING, done, of, unit, waits, live, asked_ms,
                System.currentTimeMillis(), 0,
                message, share);
    }

    Run reached(double nowDone, double nowOf, String nowUnit) {
        return new Run(id, project, file, settings, state, nowDone, nowOf, nowUnit, waits, live, asked_ms, began_ms,
                ended_ms,
                message, share);
    }

    Run watched(boolean can) {
        return new Run(id, project, file, settings, state, done, of, unit, waits, can, asked_ms, began_ms, ended_ms,
                message, share);
    }

    Run ended(String how, String why) {
        return new Run(id, project, file, settings, how, done, of, unit, waits, false, asked_ms, began_ms,
                System.currentTimeMillis(), why, share);
    }

    Run shared(String token) {
        return new Run(id, project, file, settings, state, done, of, unit, waits, live, asked_ms, began_ms, ended_ms,
                message,
                token);
    }
}
