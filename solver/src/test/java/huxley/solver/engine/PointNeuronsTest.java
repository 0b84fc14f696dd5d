package huxley.solver.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.cell.Cell.Placed;
import huxley.neuron.cell.Compartments;
import huxley.solver.simd.SimdBackend;
import huxley.synapse.Circuit.SpikeDetector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Integrate-and-fire dynamics in one compartment: spike times against closed forms and against tiny Runge-Kutta steps. */
class PointNeuronsTest {
    private static final double START_ms = 5;

    /** Spike times of a cell of a capacitance under a constant current from START_ms on. */
    private static double[] spikes_ms(String mechanism, Map<String, Double> parameters, double capacitance_nF,
            double rest_mV, double current_nA, double duration_ms, double dt_ms) {
        Circuits circuit = new Circuits();
        Compartments tree = Circuits.cable(1, 1e5 * capacitance_nF / Math.PI, 1, 100);
        circuit.add(Circuits.cell(tree, rest_mV, List.of(), List.of(
                new Placed("dynamics", Circuits.builtIn(mechanism), 0, parameters),
                new Placed("electrode", Circuits.builtIn("IClamp"), 0,
                        Map.of("del", START_ms, "dur", 1e9, "amp", current_nA)))));
        // the quadratic upswing takes most of a millisecond from 10 to 35 mV
        circuit.detectors.add(new SpikeDetector(0, 0, mechanism.equals("Izhikevich") ? 34.9 : 10));
        circuit.run(Circuits.experiment(duration_ms, dt_ms),
                new Engine(new SimdBackend(), 1, Circuits.together(circuit)));
        return circuit.spikes.stream().mapToDouble(s -> Double.parseDouble(s.split(" ")[1])).toArray();
    }

    /** A system with jumps: y[0] is the potential. */
    private interface Dynamics {
        double[] slopes(double[] y, double current_nA);

        boolean fires(double[] y);

        void reset(double[] y);

        /** What goes on while the potential rests. */
        default void rest(double[] y, double h) {
            double v = y[0];
            double[] slope = slopes(y, 0);
            for (int i = 0; i < y.length; i++) {
                y[i] += h * slope[i];
            }
            y[0] = v;
        }
    }

    private static double[] reference_ms(Dynamics dynamics, double[] start, double refractory_ms, double current_nA,
            double duration_ms) {
        double h = 5e-4;
        double[] y = start.clone();
        List<Double> spikes = new ArrayList<>();
        int resting = 0;
        for (int k = 0; k * h < duration_ms; k++) {
            double input_nA = k * h >= START_ms ? current_nA : 0;
            if (resting > 0) {
                resting--;
                dynamics.rest(y, h);
                continue;
            }
            double[] k1 = dynamics.slopes(y, input_nA);
            double[] middle = dynamics.slopes(added(y, k1, h / 2), input_nA);
            y = added(y, middle, h);
            if (dynamics.fires(y)) {
                spikes.add((k + 1) * h);
                dynamics.reset(y);
                resting = (int) Math.rint(refractory_ms / h);
            }
        }
        return spikes.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] added(double[] y, double[] slope, double h) {
        double[] sum = y.clone();
        Arrays.setAll(sum, i -> y[i] + h * slope[i]);
        return sum;
    }

    /** The same spikes, and errors that shrink with the step. */
    private static void assertConverges(double[] expected_ms, String mechanism, Map<String, Double> parameters,
            double capacitance_nF, double rest_mV, double current_nA, double duration_ms, double tolerance_ms) {
        assertTrue(expected_ms.length >= 4, Arrays.toString(expected_ms));
        double[] errors_ms = new double[2];
        for (int i = 0; i < 2; i++) {
            double dt_ms = i == 0 ? 0.025 : 0.00625;
            double[] got_ms = spikes_ms(mechanism, parameters, capacitance_nF, rest_mV, current_nA, duration_ms, dt_ms);
            assertEquals(expected_ms.length, got_ms.length,
                    Arrays.toString(expected_ms) + " " + Arrays.toString(got_ms));
            for (int s = 0; s < got_ms.length; s++) {
                errors_ms[i] = Math.max(errors_ms[i], Math.abs(got_ms[s] - expected_ms[s]));
            }
        }
        assertTrue(errors_ms[0] < tolerance_ms && errors_ms[1] < tolerance_ms / 3, Arrays.toString(errors_ms));
    }

    @Test
    void leakyIntegratorFiresAtTheIntervalsOfTheClosedForm() {
        Map<String, Double> parameters = Map.of("gl", 0.01, "el", -65.0, "vth", -50.0, "vreset", -60.0, "refrac", 3.0);
        double current_nA = 0.2;
        double end_mV = -65 + current_nA / 0.01;
        double tau_ms = 0.2 / 0.01;
        double[] expected_ms = new double[5];
        for (int s = 0; s < 5; s++) {
            expected_ms[s] = START_ms + tau_ms * Math.log((end_mV + 65) / (end_mV + 50))
                    + s * (3 + tau_ms * Math.log((end_mV + 60) / (end_mV + 50)));
        }
        assertConverges(expected_ms, "LIF", parameters, 0.2, -65, current_nA, expected_ms[4] + 1, 0.4);
    }

    @Test
    void adaptiveExponentialMatchesRungeKutta() {
        Dynamics equations = new Dynamics() {
            @Override
            public double[] slopes(double[] y, double current_nA) {
                double rise = 0.03 * 2 * Math.exp((Math.min(y[0], 20) + 50.4) / 2);
                return new double[] {(-0.03 * (y[0] + 70.6) + rise - y[1] + current_nA) / 0.281,
                        (0.004 * (y[0] + 70.6) - y[1]) / 144};
            }

            @Override
            public boolean fires(double[] y) {
                return y[0] > 0;
            }

            @Override
            public void reset(double[] y) {
                y[0] = -60;
                y[1] += 0.0805;
            }
        };
        double[] expected_ms = reference_ms(equations, new double[] {-70.6, 0}, 2, 1, 150);
        assertConverges(expected_ms, "AdEx", Map.of("vreset", -60.0, "refrac", 2.0), 0.281, -70.6, 1, 150, 1);
    }

    @Test
    void quadraticDynamicsMatchRungeKutta() {
        Dynamics equations = new Dynamics() {
            @Override
            public double[] slopes(double[] y, double current_nA) {
                return new double[] {(0.0007 * (y[0] + 60) * (y[0] + 40) - y[1] + current_nA) / 0.1,
                        0.03 * (-0.002 * (y[0] + 60) - y[1])};
            }

            @Override
            public boolean fires(double[] y) {
                return y[0] > 35;
            }

            @Override
            public void reset(double[] y) {
                y[0] = -50;
                y[1] += 0.1;
            }
        };
        double[] expected_ms = reference_ms(equations, new double[] {-60, 0}, 0, 0.1, 400);
        assertConverges(expected_ms, "Izhikevich", Map.of(), 0.1, -60, 0.1, 400, 2);
    }

    @Test
    void afterSpikeCurrentsAndMovingThresholdsMatchRungeKutta() {
        Dynamics equations = new Dynamics() {
            @Override
            public double[] slopes(double[] y, double current_nA) {
                return new double[] {(-0.01 * (y[0] + 70) + y[1] + y[2] + current_nA) / 0.1, -0.1 * y[1], -0.01 * y[2],
                        -0.02 * y[3], 0.005 * (y[0] + 70) - 0.02 * y[4]};
            }

            @Override
            public boolean fires(double[] y) {
                return y[0] > -50 + y[3] + y[4];
            }

            @Override
            public void reset(double[] y) {
                y[0] = -70 + 0.3 * (y[0] + 70) - 2;
                y[1] = 0.9 * y[1] - 0.05;
                y[2] = y[2] + 0.02;
                y[3] += 4;
            }

            @Override
            public void rest(double[] y, double h) {
                y[1] *= Math.exp(-0.1 * h);
                y[2] *= Math.exp(-0.01 * h);
                y[3] *= Math.exp(-0.02 * h);
                y[4] *= Math.exp(-0.02 * h);
            }
        };
        double[] expected_ms = reference_ms(equations, new double[] {-70, 0, 0, 0, 0}, 2.5, 0.5, 100);
        Map<String, Double> parameters = Map.ofEntries(Map.entry("fv", 0.3), Map.entry("dv", 2.0),
                Map.entry("f1", 0.9), Map.entry("d1", -0.05), Map.entry("d2", 0.02), Map.entry("ds", 4.0),
                Map.entry("av", 0.005), Map.entry("bv", 0.02), Map.entry("refrac", 2.5));
        assertConverges(expected_ms, "GLIF", parameters, 0.1, -70, 0.5, 100, 1);
    }
}
