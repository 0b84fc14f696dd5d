package huxley.app.fidelity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.cell.Cell;
import huxley.neuron.mechanism.Mechanism;
import huxley.solver.scalar.ScalarBackend;
import huxley.synapse.Circuit.Pointer;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Experiment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The built-in synapses and point neurons against what NEURON makes of their text: {@code synapses/reference.py} says how.
 */
class BuiltInMechanismTest {
    private static final JsonNode CASES = json("synapses/cases.json");
    private static final JsonNode REFERENCE = json("synapses/reference.json");
    private static final double RELATIVE = 1e-6;

    static Stream<String> cases() {
        return CASES.propertyNames().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void valuesMatchNeuron(String name) {
        JsonNode theirs = Objects.requireNonNull(REFERENCE.get(name), name + " is not in reference.json");
        Recorded ours = run(CASES.get(name));
        theirs.properties().forEach(variable -> assertClose(variable.getKey(),
                ReferenceData.doubles(variable.getValue()), ours.trace(variable.getKey())));
    }

    private static void assertClose(String variable, double[] theirs, double[] ours) {
        assertEquals(theirs.length, ours.length, "samples");
        double scale = 0;
        for (double value : theirs) {
            scale = Math.max(scale, Math.abs(value));
        }
        assertTrue(scale > 0, () -> variable + " is 0 throughout");
        for (int i = 0; i < ours.length; i++) {
            assertEquals(theirs[i], ours[i], RELATIVE * scale, variable + " at " + 0.5 * i + " ms");
        }
    }

    private static Recorded run(JsonNode described) {
        MechanismLibrary builtIns = new MechanismLibrary(null);
        CircuitBuilder circuit = new CircuitBuilder(0.5);
        Map<String, Double> parameters = new HashMap<>();
        described.get("parameters").properties().forEach(p -> parameters.put(p.getKey(), p.getValue().asDouble()));
        CellBuilder post = cell(builtIns, 10, 25, 0.02);
        Mechanism mechanism = builtIns.find(described.get("mechanism").asString());
        int placed = post.place("point", mechanism, "soma(0.5)", parameters);
        Cell made = post.build();
        circuit.cell("post", made);
        circuit.cell("pre", cell(builtIns, 5, 35, 0.03).build());
        if (described.has("pointer")) {
            circuit.point(new Pointer(0, placed, -1, 0, described.get("pointer").asString(),
                    new Quantity.Voltage(1, 0)));
        }
        for (JsonNode connection : described.get("connections")) {
            int train = circuit.artificial("train", builtIns.find("VecStim"), Map.of(),
                    ReferenceData.doubles(connection.get("times")));
            double[] weights = new double[Objects.requireNonNull(mechanism.netReceive()).arguments().size()];
            weights[0] = connection.get("weight").asDouble();
            circuit.connect(train, 0, placed, 0, weights);
        }
        circuit.probe("v", new Quantity.Voltage(0, 0));
        described.get("record").forEach(v -> circuit.probe(v.asString(),
                new Quantity.Point(0, placed, v.asString(), 0)));
        return Runs.run(circuit.build(),
                new Experiment(50, 0.025, 34, 0, 1, Experiment.Scheme.IMPLICIT_EULER, Map.of()), new ScalarBackend());
    }

    private static CellBuilder cell(MechanismLibrary builtIns, double start_ms, double duration_ms,
            double amplitude_nA) {
        CellBuilder cell = new CellBuilder("soma").startAt(-65).cylinder("soma", null, 0, 20, 20, 1, 35.4, 1).divide()
                .paint("soma", builtIns.find("pas"), Map.of("g", new double[] {2e-5}, "e", new double[] {-65}));
        cell.place("clamp", builtIns.find("IClamp"), "soma(0.5)",
                Map.of("del", start_ms, "dur", duration_ms, "amp", amplitude_nA));
        return cell;
    }

    private static JsonNode json(String name) {
        try (InputStream in = BuiltInMechanismTest.class.getResourceAsStream(name)) {
            return JsonMapper.builder().build().readTree(Objects.requireNonNull(in, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
