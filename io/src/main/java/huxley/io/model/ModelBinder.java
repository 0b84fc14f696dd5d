package huxley.io.model;

import java.util.Locale;
import huxley.io.document.Node;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.problem.Problems;
import huxley.synapse.Circuit;
import huxley.synapse.Circuit.ImposedPotential;
import huxley.synapse.Electrode;
import huxley.synapse.Experiment;
import huxley.synapse.Projection;
import huxley.synapse.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Binds a whole document: cells first, then sources and connections, then what is recorded. */
final class ModelBinder {
    /** Years of computing; below it, time stays exact. */
    private static final double MOST_STEPS = 1e12;

    /** What a model becomes. */
    record Bound(Circuit circuit, Experiment experiment) {
    }

    private final Node.Fields document;
    private final Documents documents;
    private final Values values;
    private final Problems problems;
    private final MechanismLibrary library;

    ModelBinder(Node.Fields document, Documents documents, Values values, Problems problems) {
        this.document = document;
        this.documents = documents;
        this.values = values;
        this.problems = problems;
        this.library = new MechanismLibrary(problems);
    }

    Bound bind() {
        for (Node.Text path : new Entry(document, values).texts(ModelFormat.MECHANISMS)) {
            library.add(documents.resolve(path), path.where());
        }
        Entry model = new PointNeurons(document, library, values).writtenOut();
        Map<String, Double> globals = globals(model);
        Experiment experiment = experiment(model, globals);
        Optional<Entry> simulation = model.entry(ModelFormat.SIMULATION_KEY);
        double voltage_mV = simulation.map(e -> e.number(ModelFormat.INITIAL_VOLTAGE)).orElse(Double.NaN);
        long seed = experiment.seed();
        Table.Reader tables = new Table.Reader(documents, values);
        MemoryEstimate memory = new MemoryEstimate(problems, Runtime.getRuntime().maxMemory());
        CellBinder cells = new CellBinder(documents, library, values, problems, seed, voltage_mV);
        PopulationBinder populations = new PopulationBinder(model, cells, values, tables, memory, seed);
        Census census = populations.census();
        Wiring wiring = new Wiring(census, populations, library, documents, tables, memory, values, experiment.dt_ms(),
                seed);
        wiring.bind(model);
        Recording recording = new Recording(census, values, experiment.dt_ms());
        List<Projection> projections = wiring.projections();
        List<Circuit.Probe> probes = recording.probes(model, projections);
        List<Report> reports = new ReportBinder(census, values, recording).reports(model);
        List<Electrode> electrodes = new ElectrodeBinder(census, values, recording).electrodes(model);
        List<ImposedPotential> imposed = new ArrayList<>(wiring.imposedPotentials());
        imposed.addAll(new FieldBinder(census, documents, values).fields(model));
        Circuit circuit = new Circuit(census.instances(), wiring.artificialCells(), census.populations(),
                wiring.detectors(), wiring.connections(), projections, wiring.gapJunctions(),
                wiring.pointers(),
                wiring.plays(), imposed, probes, reports, electrodes,
                new FunctionTables(documents, library, values).read(model));
        return new Bound(circuit, experiment);
    }

    private Map<String, Double> globals(Entry model) {
        Map<String, Double> globals = new LinkedHashMap<>();
        Settings settings = new Settings(values);
        for (Node.Field field : model.named(ModelFormat.GLOBALS)) {
            Optional<Mechanism> found = library.any(field.name(), field.value(), field.nameWhere(), values);
            if (found.isPresent() && field.value() instanceof Node.Fields given) {
                Mechanism mechanism = found.get();
                given.fields().values().forEach(variable -> settings.global(mechanism, variable)
                        .ifPresent(v -> globals.put(v.name() + "_" + mechanism.name(),
                                settings.value(mechanism, v, variable.value(), Optional.empty()))));
            }
        }
        return globals;
    }

    private Experiment experiment(Entry model, Map<String, Double> globals) {
        Optional<Entry> simulation = model.entry(ModelFormat.SIMULATION_KEY);
        if (simulation.isEmpty()) {
            return new Experiment(1, 0.025, 0, 0, 1, Experiment.Scheme.IMPLICIT_EULER, globals);
        }
        Entry s = simulation.get();
        double dt_ms = positive(s, ModelFormat.DT, "the time step");
        double duration_ms = positive(s, ModelFormat.DURATION, "the duration");
        if (duration_ms < dt_ms) {
            s.node(ModelFormat.DURATION)
                    .ifPresent(node -> values.report(node, node.where(), "the duration, " + duration_ms
                            + " ms, is shorter than the time step, " + dt_ms + " ms", null));
        }
        if (duration_ms / dt_ms > MOST_STEPS) {
            s.node(ModelFormat.DURATION)
                    .ifPresent(node -> values.report(node, node.where(), String.format(Locale.ROOT,
                            "this duration takes %.3g steps of %s ms; at most %.0e are possible", duration_ms / dt_ms,
                            dt_ms, MOST_STEPS), null));
        }
        double settle_ms = s.number(ModelFormat.SETTLE);
        if (settle_ms < 0) {
            s.node(ModelFormat.SETTLE)
                    .ifPresent(node -> values.report(node, node.where(), "the settle time must be 0 ms or more, got "
                            + settle_ms + " ms", null));
        }
        double temperature_degC = s.number(ModelFormat.TEMPERATURE);
        if (temperature_degC < -273.15 || temperature_degC > 100) {
            s.node(ModelFormat.TEMPERATURE).ifPresent(node -> values.report(node, node.where(), "a temperature of "
                    + temperature_degC + " degC is not one of living cells",
                    "0 to 50 degC is usual; kelvin is written \"310 K\""));
        }
        Experiment.Scheme scheme = s.text(ModelFormat.METHOD).equals("crankNicolson")
                ? Experiment.Scheme.CRANK_NICOLSON
                : Experiment.Scheme.IMPLICIT_EULER;
        return new Experiment(Math.max(duration_ms, dt_ms), dt_ms, temperature_degC, Math.max(0, settle_ms),
                s.whole(ModelFormat.SEED), scheme, globals);
    }

    private double positive(Entry s, Shape.Key key, String what) {
        double value_ms = s.number(key);
        if (value_ms <= 0) {
            s.node(key).ifPresent(node -> values.report(node, node.where(),
                    what + " must be above 0 ms, got " + value_ms + " ms", null));
        }
        return value_ms > 0 ? value_ms : 0.025;
    }
}
