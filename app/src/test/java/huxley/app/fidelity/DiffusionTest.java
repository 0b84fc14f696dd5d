package huxley.app.fidelity;

import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.morphology.Section;
import huxley.solver.scalar.ScalarBackend;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Experiment;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** LONGITUDINAL_DIFFUSION through tapers, forks and sections joined at any place, 25 ms, against NEURON. */
class DiffusionTest {
    private static final double DURATION_MS = 25;
    private static final Path FOLDER = folder();
    private static final JsonNode CASES = ReferenceData.json(FOLDER.resolve("reference.json"));

    static Stream<String> cases() {
        return CASES.propertyNames().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void concentrationsMatchNeuron(String name) {
        JsonNode shape = CASES.get(name).get("shape");
        Mechanism spreading = MechanismLibrary.compile(FOLDER.resolve("spreading.mod"));
        CellBuilder cell = new CellBuilder(name);
        shape.properties().forEach(s -> section(cell, s.getKey(), s.getValue()));
        cell.divide();
        for (String s : shape.propertyNames()) {
            double[] start = new double[cell.compartmentsIn(s)];
            start[0] = s.equals("a") ? 1 : 0;
            cell.paint(s, spreading, Map.of("start", start));
        }
        CircuitBuilder circuit = new CircuitBuilder(DURATION_MS);
        circuit.cell(name, cell.build());
        for (String s : shape.propertyNames()) {
            int[] compartments = cell.of(s);
            for (int i = 0; i < compartments.length; i++) {
                for (int k = 0; k < 3; k++) {
                    circuit.probe(s + i + "." + k,
                            new Quantity.Density(0, "spreading", k < 2 ? "x" : "bound", k % 2, compartments[i]));
                }
            }
        }
        Recorded ours = Runs.run(circuit.build(),
                new Experiment(DURATION_MS, 0.025, 6.3, 0, 1, Experiment.Scheme.IMPLICIT_EULER, Map.of()),
                new ScalarBackend());
        List<String> report = new ArrayList<>();
        CASES.get(name).get("values").properties().forEach(s -> {
            for (int i = 0; i < s.getValue().size(); i++) {
                double[] theirs = ReferenceData.doubles(s.getValue().get(i));
                for (int k = 0; k < 3; k++) {
                    double got = ours.trace(s.getKey() + i + "." + k)[1];
                    if (!(Math.abs(got - theirs[k]) <= 1e-9 * theirs[k] + 1e-15)) {
                        report.add("%s(%d) %d: %.12g, NEURON's is %.12g".formatted(s.getKey(), i, k, got, theirs[k]));
                    }
                }
            }
        });
        assertTrue(report.isEmpty(), () -> String.join("\n", report));
    }

    private static void section(CellBuilder cell, String name, JsonNode s) {
        double[] diameters = ReferenceData.doubles(s.get("diameters"));
        double[] diam_um = diameters.length > 1 ? diameters : new double[] {diameters[0], diameters[0]};
        double[] x_um = new double[diam_um.length];
        Arrays.setAll(x_um, i -> s.get("length").asDouble() * i / (x_um.length - 1));
        boolean root = s.get("parent").isNull();
        int parent = root ? -1 : cell.indexOf(s.get("parent").asString());
        cell.section(new Section(name, 0, parent, s.get("at").asDouble(), x_um, new double[x_um.length],
                new double[x_um.length], diam_um), s.get("count").asInt(), 35.4, 1, false);
    }

    private static Path folder() {
        try {
            return Path.of(Objects.requireNonNull(DiffusionTest.class.getResource("diffusion/reference.json")).toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
