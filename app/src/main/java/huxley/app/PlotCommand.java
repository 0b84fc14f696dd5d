package huxley.app;

import huxley.io.document.FileTrouble;
import huxley.io.results.ReportSample;
import huxley.io.results.Results;
import huxley.io.results.RunSummary;
import huxley.io.results.Sweep;
import huxley.io.results.Trace;
import huxley.viz.plot.Figure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huxley plot}, and the plots at the end of a run. */
@Command(name = "plot", mixinStandardHelpOptions = true, description = "Draws the figures of results again: traces.png, spikes.png, reports.png, and sweep.png for a sweep.", footerHeading = "%nExamples:%n", footer = {
        "  huxley plot results/squid-axon",
        "  huxley plot results/squid-axon --traces soma --out figures",
        "  huxley plot results/squid-axon --json --points 1000     the numbers instead, for other programs"})
final class PlotCommand implements Callable<Integer> {
    /** Traces of a report that are shown. */
    private static final int SAMPLES = 7;

    @Parameters(paramLabel = "RESULTS", description = "Folder that 'huxley run' wrote; NAME.partial of one that was killed.")
    private Path results = Path.of("");

    @Option(names = "--traces", paramLabel = "TEXT", description = "Only traces whose name contains this text.")
    private String only = "";

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the figures (default: the results folder).")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print traces and spikes as JSON and draw nothing.")
    private boolean json;

    @Option(names = "--points", paramLabel = "N", description = "Of each trace, print about N samples at most: the lowest and the highest of each stretch (default: 2000).")
    private int points = 2000;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter log = spec.commandLine().getOut();
        if (points < 2) {
            throw new UserError("--points " + points + " is not possible; give 2 or more");
        }
        if (json) {
            Json.print(log, Numbers.read(results, only, points));
            return ExitCode.DONE;
        }
        Path into = out == null ? results : out;
        try {
            Files.createDirectories(into);
        } catch (IOException cannot) {
            throw new UserError("cannot create the folder " + into + ": " + FileTrouble.inWords(cannot));
        }
        List<Path> files = draw(results, into, only);
        if (files.isEmpty()) {
            throw new UserError(only.isEmpty()
                    ? "nothing was recorded, so there is nothing to plot"
                    : "no trace has '" + only + "' in its name");
        }
        files.forEach(log::println);
        return ExitCode.DONE;
    }

    /** Draws what a folder of results (of a run or a sweep) holds; returns the files. */
    static List<Path> draw(Path results, Path into, String only) {
        try {
            return Sweep.isIn(results) ? drawSweep(results, into, only) : drawRun(results, into, only);
        } catch (IOException cannot) {
            throw new UserError("cannot write figures into " + into + ": " + FileTrouble.inWords(cannot));
        }
    }

    private static List<Path> drawRun(Path folder, Path into, String only) throws IOException {
        Results results = read(folder, only);
        String title = title(results.summary().title(), results.summary().parameters());
        List<Path> files = new ArrayList<>();
        write(Figures.traces(title, results.traces()), into.resolve("traces.png"), files);
        write(Figures.spikes(title, results), into.resolve("spikes.png"), files);
        Map<String, List<Trace>> samples = new LinkedHashMap<>();
        for (RunSummary.ReportSummary report : results.summary().reports()) {
            List<Trace> traces = report.name().contains(only) ? ReportSample.read(folder, report, SAMPLES) : List.of();
            if (!traces.isEmpty()) {
                samples.put(report.name(), traces);
            }
        }
        write(Figures.reports(title, samples), into.resolve("reports.png"), files);
        return files;
    }

    private static List<Path> drawSweep(Path folder, Path into, String only) throws IOException {
        Sweep sweep = Sweep.read(folder);
        List<Results> results = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Sweep.Variant variant : sweep.variants()) {
            // A sweep that goes on, or was killed, has variants that have not begun.
            if (Results.areIn(folder.resolve(variant.folder()))) {
                results.add(read(folder.resolve(variant.folder()), only));
                names.add(values(variant.parameters()));
            }
        }
        List<Path> files = new ArrayList<>();
        write(Figures.sweep(sweep.title(), names, results), into.resolve("sweep.png"), files);
        return files;
    }

    private static Results read(Path folder, String only) {
        Results all = Results.read(folder, Figures::shownGids);
        return new Results(all.summary(), all.traces().stream().filter(t -> t.label().contains(only)).toList(),
                all.gid(), all.spike_ms());
    }

    private static void write(Optional<Figure> figure, Path file, List<Path> files) throws IOException {
        if (figure.isPresent()) {
            figure.get().write(file);
            files.add(file);
        }
    }

    private static String title(String model, Map<String, String> parameters) {
        return parameters.isEmpty() ? model : model + ", " + values(parameters);
    }

    private static String values(Map<String, String> parameters) {
        return parameters.entrySet().stream().map(e -> e.getKey() + " = " + e.getValue())
                .collect(Collectors.joining(", "));
    }
}
