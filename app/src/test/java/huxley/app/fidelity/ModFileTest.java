package huxley.app.fidelity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.mechanism.Ion;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Variable;
import huxley.solver.scalar.ScalarBackend;
import huxley.synapse.Circuit;
import huxley.synapse.Circuit.FunctionTableData;
import huxley.synapse.Circuit.Probe;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Experiment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Every construct of NMODL and every habit of its authors, each in a small file of our own, against what NEURON made of the
 * same file: {@code nmodl/reference.py} says how. What NEURON refuses is only run.
 */
class ModFileTest {
    private static final Path FOLDER = folder();
    private static final JsonNode REFERENCE = ReferenceData.json(FOLDER.resolve("reference.json"));
    private static final double RELATIVE = 1e-6;
    private static final double DURATION_MS = 20;

    static Stream<String> files() {
        return ReferenceData.list(FOLDER).stream().map(f -> f.getFileName().toString())
                .filter(f -> f.endsWith(".mod")).map(f -> f.substring(0, f.length() - 4));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void valuesMatchNeuron(String file) {
        Mechanism mechanism = MechanismLibrary.compile(FOLDER.resolve(file + ".mod"));
        JsonNode theirs = Objects.requireNonNull(REFERENCE.get(file), file + " is not in reference.json");
        Map<String, double[]> expected = new HashMap<>();
        JsonNode values = theirs.get("values");
        if (values != null) {
            values.properties().forEach(e -> expected.put(e.getKey(), ReferenceData.doubles(e.getValue())));
        }
        Circuit circuit = circuit(mechanism, expected, tables(mechanism, theirs));
        Recorded ours = Runs.run(circuit, experiment(mechanism), new ScalarBackend());
        List<String> probed = circuit.probes().stream().map(Probe::label).toList();
        List<String> report = new ArrayList<>();
        expected.forEach((variable, trace) -> {
            String difference = probed.contains(variable) ? difference(ours.trace(variable), trace) : "not ours";
            if (!difference.isEmpty()) {
                report.add(variable + ": " + difference);
            }
        });
        assertTrue(report.isEmpty(), () -> String.join("\n", report));
        if (theirs.get("spikes") != null && mechanism.kind() == Mechanism.Kind.ARTIFICIAL) {
            assertArrayEquals(ReferenceData.doubles(theirs.get("spikes")), ours.spikesOf(1), 1e-9, "spikes");
        }
    }

    private static String difference(double[] ours, double[] theirs) {
        assertEquals(theirs.length, ours.length, "samples");
        double scale = 0;
        double worst = 0;
        int at = 0;
        for (int i = 0; i < theirs.length; i++) {
            scale = Math.max(scale, Math.abs(theirs[i]));
            double d = Math.abs(ours[i] - theirs[i]);
            if (!(d <= worst)) {
                worst = d;
                at = i;
            }
        }
        return worst <= RELATIVE * scale
                ? ""
                : "at %d ms %.12g, NEURON's is %.12g".formatted(at, ours[at], theirs[at]);
    }

    private static Experiment experiment(Mechanism mechanism) {
        Map<String, Double> globals = new HashMap<>();
        globals.put("usetable_" + mechanism.name(), 1.0);
        return new Experiment(DURATION_MS, 0.025, 25, 0, 1, Experiment.Scheme.IMPLICIT_EULER, globals);
    }

    /** What its FUNCTION_TABLEs were filled with. */
    private static Map<String, FunctionTableData> tables(Mechanism mechanism, JsonNode theirs) {
        Map<String, FunctionTableData> tables = new HashMap<>();
        JsonNode filled = theirs.get("tables");
        if (filled != null) {
            filled.properties().forEach(table -> tables.put(mechanism.name() + "." + table.getKey(),
                    new FunctionTableData(
                            table.getValue().get("axes").valueStream().map(ReferenceData::doubles)
                                    .toArray(double[][]::new),
                            ReferenceData.doubles(table.getValue().get("values")))));
        }
        return tables;
    }

    private static Circuit circuit(Mechanism mechanism, Map<String, double[]> wanted,
            Map<String, FunctionTableData> tables) {
        MechanismLibrary builtIns = new MechanismLibrary(null);
        CircuitBuilder circuit = new CircuitBuilder(1).tables(tables);
        CellBuilder cell = new CellBuilder("soma").startAt(-65).cylinder("soma", null, 0, 20, 20, 1, 35.4, 1).divide()
                .paint("soma", builtIns.find("pas"), Map.of("g", new double[] {1e-4}, "e", new double[] {-65}));
        cell.place("clamp", builtIns.find("IClamp"), "soma(0.5)", Map.of("del", 3.0, "dur", 10.0, "amp", 0.05));
        int placed = -1;
        int gid = 0;
        switch (mechanism.kind()) {
        case DENSITY -> cell.paint("soma", mechanism, Map.of());
        case POINT -> placed = cell.place("point", mechanism, "soma(0.5)", Map.of());
        case ARTIFICIAL -> gid = 1;
        }
        var made = cell.build();
        circuit.cell("soma", made);
        if (mechanism.kind() == Mechanism.Kind.ARTIFICIAL) {
            circuit.artificial("artificial", mechanism, Map.of());
        }
        for (String name : wanted.keySet()) {
            quantity(mechanism, gid, placed, name).ifPresent(q -> circuit.probe(name, q));
        }
        if (mechanism.netReceive() != null) {
            int train = circuit.artificial("train", builtIns.find("NetStim"),
                    Map.of("start", 2.1, "interval", 3.0, "number", 5.0, "noise", 0.0));
            double[] weights = new double[Math.max(1, mechanism.netReceive().arguments().size())];
            weights[0] = 0.01;
            circuit.connect(train, gid, placed, 1, weights);
        }
        return circuit.build();
    }

    /** What a NEURON name such as {@code m_name}, {@code x[2]} or {@code cai} means. */
    private static Optional<Quantity> quantity(Mechanism mechanism, int gid, int placed, String name) {
        if (name.equals("v")) {
            return Optional.of(new Quantity.Voltage(0, 0));
        }
        String suffix = "_" + mechanism.name();
        for (Ion ion : mechanism.ions()) {
            for (Ion.Quantity q : Ion.Quantity.values()) {
                if (ion.nameOf(q).equals(name) || (ion.nameOf(q) + suffix).equals(name)) {
                    return Optional.of(new Quantity.IonQuantity(0, ion.name(), q, 0));
                }
            }
        }
        int bracket = name.indexOf('[');
        int element = bracket < 0 ? 0 : Integer.parseInt(name.substring(bracket + 1, name.length() - 1));
        String whole = bracket < 0 ? name : name.substring(0, bracket);
        String variable = whole.endsWith(suffix) ? whole.substring(0, whole.length() - suffix.length()) : whole;
        Optional<Variable> found = mechanism.variable(variable);
        if (mechanism.kind() == Mechanism.Kind.DENSITY) {
            return found.map(v -> new Quantity.Density(0, mechanism.name(), v.name(), element, 0));
        }
        return found.map(v -> new Quantity.Point(gid, placed, v.name(), element));
    }

    private static Path folder() {
        URL script = Objects.requireNonNull(ModFileTest.class.getResource("nmodl/reference.json"));
        try {
            return Path.of(script.toURI()).getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
