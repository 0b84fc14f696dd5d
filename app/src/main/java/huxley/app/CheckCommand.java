package huxley.app;

import huxley.io.model.Model;
import huxley.neuron.cell.Cell;
import huxley.neuron.cell.Compartments;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.problem.InvalidInputException;
import huxley.partition.MemoryPlan;
import huxley.solver.precision.Precision;
import huxley.synapse.Circuit;
import huxley.synapse.Population;
import huxley.synapse.Projection;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huxley check}. */
@Command(name = "check", mixinStandardHelpOptions = true, description = "Reads a model completely, reports every problem, and says what would be simulated.", footerHeading = "%nExamples:%n", footer = {
        "  huxley check model.json",
        "  huxley check model.json --set amplitude=\"2 uA\" --json"})
final class CheckCommand implements Callable<Integer> {
    /** So many connections are counted; more are estimated. */
    private static final double COUNTED = 1e6;
    /** Memory below which nobody asks what it is for, bytes. */
    private static final long LITTLE_MEMORY = 10 << 20;

    @Parameters(paramLabel = "MODEL", description = "JSON model.")
    private Path file = Path.of("");

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Value of one of the model's parameters.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--precision", paramLabel = "double|single", description = "What the estimate of memory is for (default: double).")
    private Precision precision = Precision.DOUBLE;

    @Option(names = "--json", description = "Print as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** One kind of cell. */
    record CellKind(String name, int cells, int sections, int compartments, double area_um2) {
    }

    /** A projection: who is joined to whom by what, and how often; estimated if not {@code counted}. */
    record Connected(String name, String from, String to, String by, long connections, boolean counted) {
    }

    /** Gap junctions between the cells of two populations. */
    record Coupled(String one, String other, long junctions) {
    }

    /** What would be simulated. */
    record Summary(String title, double duration_ms, double dt_ms, double temperature_degC,
            Map<String, String> parameters,
            List<CellKind> kinds, Map<String, Integer> populations, List<Connected> projections,
            List<Coupled> gapJunctions, int artificialCells,
            long compartments, Map<String, Long> mechanisms, long connections,
            int spikeDetectors, List<String> traces, List<String> reports, int variants, List<MemoryPlan.Part> memory,
            long memory_bytes,
            long available_bytes, List<Complaint> problems) {
    }

    /** All that can be said of a model that is not valid. */
    record Refusal(List<Complaint> problems) {
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Model model;
        try {
            model = Models.read(file, settings);
        } catch (InvalidInputException invalid) {
            if (!json) {
                throw invalid;
            }
            Json.print(out, new Refusal(Complaint.all(invalid.problems())));
            return ExitCode.INVALID_INPUT;
        }
        model.warnings().forEach(w -> spec.commandLine().getErr().print(w.render()));
        spec.commandLine().getErr().flush();
        Summary summary = summarize(model, precision);
        if (json) {
            Json.print(out, summary);
        } else {
            print(summary, out);
        }
        if (summary.memory_bytes() > summary.available_bytes()) {
            throw new UserError(Memory.refusal(summary.memory(), summary.memory_bytes(), summary.available_bytes()));
        }
        return ExitCode.DONE;
    }

    private static Summary summarize(Model model, Precision precision) {
        Circuit circuit = model.circuit();
        // Cells that differ in values alone share their compartments.
        Map<Compartments, Integer> counts = new IdentityHashMap<>();
        List<Cell> kinds = new ArrayList<>();
        for (Circuit.CellInstance instance : circuit.cells()) {
            if (counts.merge(instance.cell().compartments(), 1, Integer::sum) == 1) {
                kinds.add(instance.cell());
            }
        }
        List<Connected> projections = connected(circuit);
        long connections = circuit.connections().size()
                + projections.stream().mapToLong(Connected::connections).sum();
        Map<String, Long> mechanisms = new TreeMap<>();
        for (Cell cell : kinds) {
            int cells = counts.getOrDefault(cell.compartments(), 0);
            for (Cell.Painted painted : cell.painted()) {
                mechanisms.merge(painted.mechanism().name(), (long) painted.compartment().length * cells, Long::sum);
            }
            for (Cell.Placed placed : cell.placed()) {
                mechanisms.merge(placed.mechanism().name(), (long) cells, Long::sum);
            }
        }
        circuit.artificialCells().forEach(a -> mechanisms.merge(a.mechanism().name(), 1L, Long::sum));
        // For one thread, so that the figure is the same everywhere; others add little.
        MemoryPlan memory = Memory.plan(circuit, model.experiment(), precision, 1);
        Map<String, String> parameters = new LinkedHashMap<>();
        model.parameters().forEach((name, value) -> parameters.put(name, value.toString()));
        return new Summary(model.title(), model.experiment().duration_ms(), model.experiment().dt_ms(),
                model.experiment().temperature_degC(), parameters,
                kinds.stream().map(cell -> kind(cell, counts.getOrDefault(cell.compartments(), 0))).toList(),
                populations(circuit), projections, coupled(circuit),
                circuit.artificialCells().size(), Run.compartments(circuit), mechanisms, connections,
                circuit.spikeDetectors().size(), circuit.probes().stream().map(Circuit.Probe::label).toList(),
                reports(circuit),
                model.sweep().size(), memory.parts(),
                Math.round(memory.bytes()), Runtime.getRuntime().maxMemory(), Complaint.all(model.warnings()));
    }

    /** Named ranges of gids, where it matters which cells are which: in networks. */
    private static Map<String, Integer> populations(Circuit circuit) {
        Map<String, Integer> populations = new LinkedHashMap<>();
        if (!circuit.projections().isEmpty() || circuit.gapJunctions().count() > 0) {
            circuit.populations().forEach(population -> populations.put(population.name(), population.count()));
        }
        return populations;
    }

    private static List<Connected> connected(Circuit circuit) {
        List<Connected> connected = new ArrayList<>();
        for (Projection projection : circuit.projections()) {
            Mechanism synapse = projection.synapse();
            double expected = projection.incoming().expected(projection.target());
            boolean counted = expected <= COUNTED;
            long count = !counted
                    ? Math.round(expected)
                    : IntStream.range(projection.target().first(), projection.target().end()).parallel()
                            .mapToLong(projection.incoming()::countOnto).sum();
            connected.add(new Connected(projection.name(), projection.source().name(), projection.target().name(),
                    synapse == null ? "" : synapse.name(), count, counted));
        }
        return connected;
    }

    private static List<Coupled> coupled(Circuit circuit) {
        Map<List<String>, Long> junctions = new LinkedHashMap<>();
        for (int j = 0; j < circuit.gapJunctions().count(); j++) {
            junctions.merge(List.of(nameOf(circuit, circuit.gapJunctions().otherGid()[j]),
                    nameOf(circuit, circuit.gapJunctions().gid()[j])), 1L, Long::sum);
        }
        List<Coupled> coupled = new ArrayList<>();
        junctions.forEach((ends, count) -> coupled.add(new Coupled(ends.getFirst(), ends.getLast(), count)));
        return coupled;
    }

    /** The population that a cell is in, or the cell itself. */
    private static String nameOf(Circuit circuit, int gid) {
        return circuit.populations().stream().filter(p -> p.contains(gid)).findFirst().map(Population::name)
                .orElseGet(() -> circuit.cells().get(gid).label());
    }

    private static List<String> reports(Circuit circuit) {
        List<String> reports = new ArrayList<>();
        circuit.reports().forEach(report -> reports.add(report.name() + ", "
                + Count.exactly(report.size(), "value") + " every " + Count.number(report.interval_ms()) + " ms"));
        circuit.electrodes().forEach(electrode -> reports.add("electrode " + electrode.name() + " every "
                + Count.number(electrode.interval_ms()) + " ms"));
        return reports;
    }

    private static CellKind kind(Cell cell, int cells) {
        double area_um2 = 0;
        int sections = 0;
        for (int i = 0; i < cell.compartments().size(); i++) {
            area_um2 += cell.compartments().area_um2()[i];
            sections = Math.max(sections, cell.compartments().section()[i] + 1);
        }
        return new CellKind(cell.name(), cells, sections, cell.compartments().size(), area_um2);
    }

    private static void print(Summary s, PrintWriter out) {
        out.println(s.title());
        out.println(Count.number(s.duration_ms()) + " ms in steps of " + Count.number(s.dt_ms()) + " ms at "
                + Count.number(s.temperature_degC()) + " degC"
                + (s.variants() == 0 ? "" : ", " + Count.exactly(s.variants(), "variant")));
        Table table = new Table();
        s.parameters().forEach((name, value) -> table.row("  parameter", name, value));
        for (CellKind kind : s.kinds()) {
            table.row("  cell", kind.name(), String.format(Locale.ROOT, "%,d x: %s, %s, %,.1f um2", kind.cells(),
                    Count.exactly(kind.sections(), "section"), Count.exactly(kind.compartments(), "compartment"),
                    kind.area_um2()));
        }
        s.populations().forEach((name, count) -> table.row("  population", name, Count.exactly(count, "member")));
        s.projections().forEach(p -> table.row("  projection", p.name(), p.from() + " -> " + p.to() + ": "
                + (p.counted() ? "" : "about ") + Count.exactly(p.connections(), "connection")
                + (p.by().isEmpty() ? "" : " by " + p.by())));
        s.gapJunctions().forEach(g -> table.row("  gap junctions", g.one() + " and " + g.other(),
                Count.exactly(g.junctions(), "junction")));
        s.mechanisms().forEach((name, count) -> table.row("  mechanism", name, Count.exactly(count, "instance")));
        s.traces().stream().limit(20).forEach(label -> table.row("  records", label));
        if (s.traces().size() > 20) {
            table.row("  records", "... (" + s.traces().size() + " in all)");
        }
        s.reports().forEach(report -> table.row("  records", report));
        s.memory().stream().filter(_ -> s.memory_bytes() > LITTLE_MEMORY)
                .forEach(part -> table.row("  memory", part.name(), Memory.described(part)));
        table.print(out);
        out.printf(Locale.ROOT, "in all %s, %s, %s, %s; about %s of memory%n",
                Count.exactly(s.kinds().stream().mapToLong(CellKind::cells).sum() + s.artificialCells(), "cell"),
                Count.exactly(s.compartments(), "compartment"), Count.exactly(s.connections(), "connection"),
                Count.exactly(s.spikeDetectors(), "spike detector"), Count.bytes(s.memory_bytes()));
    }
}
