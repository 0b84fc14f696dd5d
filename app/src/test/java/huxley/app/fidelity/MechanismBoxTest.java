package huxley.app.fidelity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.solver.scalar.ScalarBackend;
import huxley.synapse.Circuit;
import huxley.synapse.Circuit.Probe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mechanism that NEURON ran alone in a box, every variable it recorded. */
class MechanismBoxTest {
    /** Of the largest magnitude of the variable; the references are rounded to single precision, 6e-8. */
    private static final double RELATIVE = 1e-6;

    static Stream<MechanismBox> mechanisms() {
        return MechanismBox.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mechanisms")
    void tracesMatchNeuron(MechanismBox box) {
        Circuit circuit = box.circuit();
        Recorded ours = Runs.run(circuit, box.experiment(), new ScalarBackend());
        List<String> probed = circuit.probes().stream().map(Probe::label).toList();
        List<String> report = new ArrayList<>();
        Map<String, double[]> theirs = box.reference();
        for (String variable : box.variables()) {
            String difference = probed.contains(variable)
                    ? difference(ours.trace(variable), theirs.get(variable), box.arrivals_ms())
                    : "not ours";
            if (!difference.isEmpty()) {
                report.add(variable + ": " + difference);
            }
        }
        assertTrue(report.isEmpty(), () -> box + ": " + String.join(", ", report));
    }

    /** Empty when alike. */
    private static String difference(double[] ours, double[] theirs, double[] arrivals_ms) {
        assertEquals(theirs.length, ours.length, "samples");
        double scale = 0;
        double worst = 0;
        int at = 0;
        for (int i = 0; i < theirs.length; i++) {
            scale = Math.max(scale, Math.abs(theirs[i]));
            int sample = i;
            if (Arrays.stream(arrivals_ms).anyMatch(t -> Math.round(t / MechanismBox.SAMPLE_MS) == sample)) {
                continue;
            }
            double d = Math.abs(ours[i] - theirs[i]);
            if (!(d <= worst)) {
                worst = d;
                at = i;
            }
        }
        return worst <= RELATIVE * scale
                ? ""
                : "%.3g of %.3g (%.2g) at sample %d".formatted(worst, scale, worst / scale, at);
    }
}
