package huxley.app;

import huxley.io.model.Model;
import huxley.io.results.Results;
import huxley.io.results.RunSummary;
import huxley.solver.engine.Simulation;
import huxley.solver.precision.Precision;
import huxley.synapse.Circuit;
import huxley.viz.live.Command;
import huxley.viz.live.Playback;
import huxley.viz.live.State;
import huxley.viz.live.Viewer;
import huxley.viz.live.Window;
import huxley.viz.viewer.ViewerApplication;
import huxley.viz.viewer.ViewerApplication.NoDisplay;
import huxley.viz.viewer.ViewerApplication.Options;
import huxley.viz.wire.RemoteWindow;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huxley view}. */
@CommandLine.Command(name = "view", mixinStandardHelpOptions = true, sortOptions = false, description = "Shows a model while it runs: cells in space coloured by their voltage, traces, spikes, parameters to turn.", footerHeading = "%nExamples:%n", footer = {
        "  huxley view models/pyramidal-cell/model.json",
        "  huxley view model.json --set amplitude=\"2 uA\" --language zh",
        "  huxley view results/squid-axon                         play what was recorded",
        "  huxley view 'ws://127.0.0.1:8777/live?token=...'     a run that was started with --serve", "",
        "Results are not written; 'huxley run' does that."})
final class ViewCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MODEL|RESULTS|ws://...", description = "JSON model, folder of results, or the address that 'huxley run --serve' prints.")
    private String what = "";

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Value of one of the model's parameters.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--duration", paramLabel = "TIME", description = "Simulated time, such as \"100 ms\".")
    private @Nullable String duration;

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: all cores but one).")
    private int threads = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);

    @Option(names = "--language", paramLabel = "en|zh", description = "Of the window (default: that of the system).")
    private String language = Locale.getDefault().getLanguage();

    @Option(names = "--paused", description = "Do not run at once.")
    private boolean paused;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        try {
            return what.startsWith("ws://") ? elsewhere() : here();
        } catch (NoDisplay none) {
            throw new UserError(none.getMessage() + ", and 'view' shows a window; 'huxley run' and 'huxley plot' draw "
                    + "figures without one, and 'huxley run --serve' can be watched from a machine that has one");
        }
    }

    private int elsewhere() throws InterruptedException {
        try (RemoteWindow window = new RemoteWindow(URI.create(what))) {
            show(window, what.replaceFirst("\\?.*", ""), 0);
            return ExitCode.DONE;
        } catch (IllegalArgumentException cannot) {
            throw new UserError(String.valueOf(cannot.getMessage()));
        }
    }

    private int here() throws InterruptedException {
        Path file = Path.of(what);
        if (Files.isDirectory(file)) {
            return results(file);
        }
        Map<String, String> all = new LinkedHashMap<>(settings);
        if (duration != null) {
            all.put("simulation.duration", duration);
        }
        PrintWriter err = spec.commandLine().getErr();
        Model model = Models.read(file, all);
        model.warnings().forEach(w -> err.print(w.render()));
        err.flush();
        Equipment equipment = new Equipment(BackendChoice.AUTO.open(model.circuit(), model.experiment(), err),
                Optional.empty(), Precision.DOUBLE, threads);
        AtomicBoolean closed = new AtomicBoolean();
        LiveRun live = new LiveRun(model, all, equipment, Path.of("."), State.PAUSED, true, closed::get);
        Simulation first = Run.simulation(model.circuit(), model.experiment(), equipment);
        Thread simulation = Thread.ofPlatform().name("simulation").daemon().start(() -> {
            try {
                live.play(first, model.start());
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        });
        try (Viewer viewer = live.stream().join()) {
            show(viewer, model.title(), paused ? 0 : model.experiment().duration_ms());
            closed.set(true);
            viewer.ask(new Command.Stop(), _ -> {
            });
        }
        simulation.join(2000);
        return ExitCode.DONE;
    }

    /** Plays what was recorded, in the cells of the model that it is of. */
    private int results(Path folder) throws InterruptedException {
        Results results = Results.read(folder);
        RunSummary summary = results.summary();
        Path file = Path.of(summary.model());
        if (!Files.isReadable(file)) {
            throw new UserError("the model of these results, " + file + ", is not there any more; view it from the "
                    + "folder in which it was run, or draw figures with 'huxley plot'");
        }
        Map<String, String> all = new LinkedHashMap<>();
        summary.parameters().forEach((name, history) -> all.put(name, history.replaceFirst(", .*", "")));
        Model model = Models.read(file, all);
        List<String> labels = model.circuit().probes().stream().map(Circuit.Probe::label).toList();
        List<Playback.Recorded> traces = results.traces().stream().filter(t -> labels.contains(t.label()))
                .map(t -> new Playback.Recorded(labels.indexOf(t.label()), t.time_ms(), t.values())).toList();
        try (Playback playback = new Playback(model.circuit(), model.experiment(), summary.title(),
                summary.reached_ms(), traces, results.spike_ms(), results.gid())) {
            show(playback, summary.title(), paused ? 0 : summary.reached_ms());
        }
        return ExitCode.DONE;
    }

    private void show(Window window, String title, double runs_ms) throws InterruptedException {
        ViewerApplication.show(window, new Options("Huxley: " + title, Locale.of(language), Path.of("."), runs_ms));
    }
}
