package huxley.app;

import huxley.io.results.Checkpoints;
import huxley.io.results.RunSummary;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the user is told when results are complete; draws the figures.
 *
 * @param progress how the user is told before
 */
record Report(PrintWriter out, PrintWriter err, boolean json, boolean noPlots, Progress.Form progress) {
    /** Ends one run; returns the exit code. */
    int finish(RunSummary summary, Path folder) {
        if (!noPlots && (!summary.traces().isEmpty() || summary.spikes() > 0 || !summary.reports().isEmpty())) {
            draw(folder);
        }
        if (json) {
            Json.print(out, summary);
        } else {
            String from = summary.from_ms() == 0 ? "" : Count.number(summary.from_ms()) + " to ";
            out.println(said(summary.status()) + " " + from + Count.number(summary.reached_ms()) + " ms in "
                    + Progress.duration(summary.wall_s()) + " on " + summary.backend() + ", "
                    + Count.exactly(summary.threads(), "thread") + "; " + spikes(summary));
            out.println("results in " + shown(folder));
            if (summary.status() != RunSummary.Status.COMPLETE && Files.exists(folder.resolve(Checkpoints.NAME))) {
                out.println("to go on: huxley run --resume " + shown(folder));
            }
        }
        out.flush();
        if (!summary.message().isEmpty()) {
            err.println("huxley: " + summary.message() + "; what was recorded before is in " + shown(folder));
        }
        return exitCode(summary.status());
    }

    /** Draws the figures; that they cannot be drawn does not make a run fail. */
    void draw(Path folder) {
        try {
            PlotCommand.draw(folder, folder, "");
        } catch (UserError | LinkageError | IllegalStateException | NullPointerException cannot) {
            // Java without any font fails in one of these ways.
            err.println("huxley: no figures: " + cannot.getMessage() + " (see 'huxley doctor')");
        }
    }

    static int exitCode(RunSummary.Status status) {
        return switch (status) {
        case COMPLETE -> ExitCode.DONE;
        case INTERRUPTED -> ExitCode.INTERRUPTED;
        case FAILED -> ExitCode.NUMERICAL_FAILURE;
        case RUNNING -> throw goesOn();
        };
    }

    static String shown(Path folder) {
        Path here = Path.of("").toAbsolutePath();
        return (folder.startsWith(here) ? here.relativize(folder) : folder).toString();
    }

    /** Such as {@code 78 spikes, 597 of sources}. */
    private static String spikes(RunSummary summary) {
        long sources = summary.populations().stream().filter(p -> p.role() == RunSummary.Role.SOURCES)
                .mapToLong(RunSummary.PopulationSummary::spikes).sum();
        return Count.exactly(summary.spikes() - sources, "spike")
                + (sources == 0 ? "" : ", " + Count.number(sources) + " of sources");
    }

    private static String said(RunSummary.Status status) {
        return switch (status) {
        case COMPLETE -> "simulated";
        case INTERRUPTED -> "interrupted after";
        case FAILED -> "failed after";
        case RUNNING -> throw goesOn();
        };
    }

    private static IllegalStateException goesOn() {
        return new IllegalStateException("a run that goes on has nothing to report; please report this");
    }
}
