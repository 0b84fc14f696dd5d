package huxley.app;

import huxley.io.model.Model;
import huxley.io.model.ModelReader;
import huxley.io.results.ResultsFolder;
import huxley.io.results.RunSummary;
import huxley.io.results.Sweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** All variants of a sweep, each on one thread, as many at a time as there are threads. */
record SweepRun(Path file, String title, Map<String, String> settings, List<Model.Variant> variants,
        Equipment equipment, Keeping keeping) {
    /** Runs all variants into folders of {@code results}; returns the exit code, the worst of theirs. */
    int execute(ResultsFolder results, Interruption interruption, Report report) throws IOException {
        List<Model> models = new ArrayList<>();
        for (Model.Variant variant : variants) {
            models.add(ModelReader.read(file, with(variant)));
        }
        Progress progress = new Progress(report.err(), report.progress(), "variants", variants.size());
        AtomicInteger done = new AtomicInteger();
        List<Future<RunSummary>> runs = new ArrayList<>();
        List<Sweep.Variant> folders = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(Math.min(equipment.threads(), variants.size()))) {
            for (int i = 0; i < variants.size(); i++) {
                Model.Variant variant = variants.get(i);
                Path folder = Files.createDirectory(results.path().resolve(folderName(i, variant)));
                folders.add(new Sweep.Variant(folder.getFileName().toString(), variant.settings()));
                Run run = new Run(models.get(i), 0, with(variant), equipment.onOneThread(), keeping,
                        folder);
                runs.add(executor.submit(() -> {
                    RunSummary summary = run.execute(_ -> {
                    }, interruption);
                    progress.reached(done.incrementAndGet());
                    return summary;
                }));
            }
            new Sweep(file.toString(), title, folders).write(results.path());
        }
        progress.done();
        return finish(runs, results.complete(), report);
    }

    private int finish(List<Future<RunSummary>> runs, Path folder, Report report) throws IOException {
        List<RunSummary> summaries = new ArrayList<>();
        for (Future<RunSummary> run : runs) {
            summaries.add(result(run));
        }
        if (!report.noPlots()) {
            report.draw(folder);
        }
        if (report.json()) {
            Json.print(report.out(), summaries);
            report.out().flush();
        } else {
            Table table = new Table("VARIANT", "STATUS", "SPIKES", "TIME");
            for (int i = 0; i < summaries.size(); i++) {
                RunSummary summary = summaries.get(i);
                table.row(variants.get(i).label(), summary.status().name().toLowerCase(java.util.Locale.ROOT),
                        Long.toString(summary.spikes()), Progress.duration(summary.wall_s()));
            }
            table.print(report.out());
            report.out().println("results in " + Report.shown(folder));
        }
        int code = ExitCode.DONE;
        for (int i = 0; i < summaries.size(); i++) {
            RunSummary summary = summaries.get(i);
            if (!summary.message().isEmpty()) {
                report.err().println("huxley: " + variants.get(i).label() + ": " + summary.message());
            }
            code = Math.max(code, Report.exitCode(summary.status()));
        }
        return code;
    }

    private static RunSummary result(Future<RunSummary> run) throws IOException {
        try {
            return run.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
            case IOException cannotWrite -> throw cannotWrite;
            case RuntimeException unexpected -> throw unexpected;
            case Error beyondReach -> throw beyondReach;
            case null, default -> throw new IllegalStateException(failed);
            }
        } catch (InterruptedException nobodyInterrupts) {
            throw new IllegalStateException(nobodyInterrupts);
        }
    }

    private Map<String, String> with(Model.Variant variant) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.putAll(variant.settings());
        return all;
    }

    /** Such as {@code 03 amplitude=150 pA}: in order, unique, and legal on every system. */
    private String folderName(int i, Model.Variant variant) {
        int digits = Integer.toString(variants.size()).length();
        String number = String.format(java.util.Locale.ROOT, "%0" + digits + "d", i + 1);
        String label = variant.label().replaceAll("[^\\p{Alnum}=.+, _-]", "_");
        return number + " " + label.substring(0, Math.min(label.length(), 100));
    }
}
