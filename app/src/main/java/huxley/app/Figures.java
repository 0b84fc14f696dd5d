package huxley.app;

import huxley.io.results.Results;
import huxley.io.results.RunSummary;
import huxley.io.results.RunSummary.PopulationSummary;
import huxley.io.results.Trace;
import huxley.viz.plot.Figure;
import huxley.viz.plot.Panel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/** The figures of results: which traces share a panel, and what the axes are called. */
final class Figures {
    private static final String TIME = "time (ms)";
    /** Below this many cells rates say no more than the raster. */
    private static final int ENOUGH_FOR_RATES = 50;
    private static final Map<String, String> QUANTITIES = Map.of("mV", "potential", "nA", "current", "pA", "current",
            "mA/cm2", "current density", "mM", "concentration", "uS", "conductance", "nS", "conductance", "S/cm2",
            "conductance density");

    private Figures() {
    }

    /** All traces of a run, a panel for each unit. */
    static Optional<Figure> traces(String title, List<Trace> traces) {
        Map<String, List<Panel.Curve>> byUnit = new LinkedHashMap<>();
        for (Trace trace : traces) {
            byUnit.computeIfAbsent(trace.unit(), _ -> new ArrayList<>())
                    .add(new Panel.Curve(trace.label(), trace.time_ms(), trace.values()));
        }
        List<Panel> panels = new ArrayList<>();
        byUnit.forEach((unit, curves) -> panels.add(new Panel.Curves(axis("", unit), curves, false)));
        return panels.isEmpty() ? Optional.empty() : Optional.of(new Figure(title, TIME, panels));
    }

    /** The populations whose spikes are drawn. */
    private static List<PopulationSummary> shown(RunSummary summary) {
        List<PopulationSummary> all = summary.populations();
        List<PopulationSummary> hearing = all.stream().filter(p -> p.role() != RunSummary.Role.SOURCES).toList();
        return hearing.isEmpty() ? all : hearing;
    }

    /** Whose spikes are drawn. */
    static IntPredicate shownGids(RunSummary summary) {
        List<PopulationSummary> shown = shown(summary);
        return gid -> shown.isEmpty()
                || shown.stream().anyMatch(p -> gid >= p.first() && gid < p.first() + p.count());
    }

    /**
     * All spikes of a run, a panel for each population and in it a row for each cell, and the rates of the populations;
     * sources only if there are no others.
     */
    static Optional<Figure> spikes(String title, Results results) {
        if (results.gid().length == 0) {
            return Optional.empty();
        }
        List<PopulationSummary> shown = shown(results.summary());
        if (shown.isEmpty()) {
            int rows = Arrays.stream(results.gid()).max().orElse(0) + 1;
            return Optional.of(new Figure(title, TIME, List.of(new Panel.Raster("cell", results.gid(),
                    results.spike_ms(), results.summary().from_ms(), results.summary().reached_ms(),
                    Math.max(rows, results.summary().cells()), -1))));
        }
        double from_ms = results.summary().from_ms();
        double bin_ms = SpikeRates.bin_ms(results.summary().reached_ms() - from_ms);
        List<Panel> panels = new ArrayList<>();
        List<Panel.Curve> rates = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            Panel.Raster raster = raster(shown.get(i), results, shown.size() == 1 ? -1 : i);
            panels.add(raster);
            rates.add(SpikeRates.curve(shown.get(i).name(), raster.x(), raster.rows(), from_ms,
                    results.summary().reached_ms(), bin_ms));
        }
        if (shown.stream().anyMatch(p -> p.count() >= ENOUGH_FOR_RATES)) {
            panels.add(new Panel.Curves("rate (Hz)", rates, false));
        }
        return Optional.of(new Figure(title, TIME, panels));
    }

    private static Panel.Raster raster(PopulationSummary population, Results results, int category) {
        int[] gid = results.gid();
        int first = population.first();
        int end = first + population.count();
        int spikes = 0;
        for (int i = 0; i < gid.length; i++) {
            spikes += gid[i] >= first && gid[i] < end ? 1 : 0;
        }
        int[] row = new int[spikes];
        double[] spike_ms = new double[spikes];
        int next = 0;
        for (int i = 0; i < gid.length; i++) {
            if (gid[i] >= first && gid[i] < end) {
                row[next] = gid[i] - first;
                spike_ms[next++] = results.spike_ms()[i];
            }
        }
        return new Panel.Raster(population.name(), row, spike_ms, results.summary().from_ms(),
                results.summary().reached_ms(), population.count(), category);
    }

    /** Sample traces of each report, and the channels of electrodes, a panel for each. */
    static Optional<Figure> reports(String title, Map<String, List<Trace>> samples) {
        List<Panel> panels = new ArrayList<>();
        samples.forEach((name, traces) -> panels.add(new Panel.Curves(axis(name, traces.getFirst().unit()),
                traces.stream().map(t -> new Panel.Curve(t.label(), t.time_ms(), t.values())).toList(), false)));
        return panels.isEmpty() ? Optional.empty() : Optional.of(new Figure(title, TIME, panels));
    }

    /** The same trace of all variants of a sweep on top of each other, a panel for each trace. */
    static Optional<Figure> sweep(String title, List<String> variants, List<Results> results) {
        Map<String, List<Panel.Curve>> byLabel = new LinkedHashMap<>();
        Map<String, String> units = new LinkedHashMap<>();
        for (int i = 0; i < results.size(); i++) {
            for (Trace trace : results.get(i).traces()) {
                byLabel.computeIfAbsent(trace.label(), _ -> new ArrayList<>())
                        .add(new Panel.Curve(variants.get(i), trace.time_ms(), trace.values()));
                units.put(trace.label(), trace.unit());
            }
        }
        List<Panel> panels = new ArrayList<>();
        byLabel.forEach((label, curves) -> panels
                .add(new Panel.Curves(axis(label, units.getOrDefault(label, "")), curves, true)));
        return panels.isEmpty() ? Optional.empty() : Optional.of(new Figure(title, TIME, panels));
    }

    private static String axis(String label, String unit) {
        String name = label.isEmpty() ? QUANTITIES.getOrDefault(unit, "") : label;
        String shown = unit.replaceAll("\\bu(?=[A-Za-z])", "\u00b5").replaceAll("(?<=[a-zA-Z])2\\b", "\u00b2")
                .replaceAll("(?<=[a-zA-Z])3\\b", "\u00b3").replaceAll("\\bdegC\\b", "\u00b0C");
        if (shown.isEmpty() || shown.equals("1")) {
            return name.isEmpty() ? "dimensionless" : name;
        }
        return name.isEmpty() ? shown : name + " (" + shown + ")";
    }
}
