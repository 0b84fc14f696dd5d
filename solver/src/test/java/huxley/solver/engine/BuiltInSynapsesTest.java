package huxley.solver.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.cell.Cell.Placed;
import huxley.neuron.cell.Compartments;
import huxley.solver.simd.SimdBackend;
import huxley.synapse.Circuit.ArtificialCell;
import huxley.synapse.Circuit.Pointer;
import huxley.synapse.Circuit.Quantity;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Built-in synapses: their conductances against closed forms and against their equations in tiny steps. A conductance that is
 * no state shows what it was over the step before the sample.
 */
class BuiltInSynapsesTest {
    private static final double DT_ms = 0.025;

    /** A compartment whose potential stays, with one synapse that the trains (times in ms) reach with weights. */
    private static Circuits synapse(String mechanism, Map<String, Double> parameters, double v_mV, double[] weights,
            double[]... trains_ms) {
        Circuits circuit = new Circuits();
        Compartments large = Circuits.cable(1, 1e5, 1e5, 100);
        circuit.add(Circuits.cell(large, v_mV, List.of(),
                List.of(new Placed("s", Circuits.builtIn(mechanism), 0, parameters))));
        for (int k = 0; k < trains_ms.length; k++) {
            circuit.artificial
                    .add(new ArtificialCell("train" + k, Circuits.builtIn("VecStim"), Map.of(), trains_ms[k]));
            circuit.connect(1 + k, 0, 0, 0, weights[k]);
        }
        return circuit;
    }

    private static double[] trace(Circuits circuit, String variable, double duration_ms) {
        circuit.probe(new Quantity.Point(0, 0, variable, 0), DT_ms);
        circuit.run(Circuits.experiment(duration_ms, DT_ms),
                new Engine(new SimdBackend(), 1, Circuits.together(circuit)));
        return circuit.trace(circuit.probes.size() - 1);
    }

    /** Difference of exponentials with peak 1, {@code since_ms} after an event. */
    private static double pulse(double rise_ms, double decay_ms, double since_ms) {
        double peak = rise_ms * decay_ms / (decay_ms - rise_ms) * Math.log(decay_ms / rise_ms);
        return (Math.exp(-since_ms / decay_ms) - Math.exp(-since_ms / rise_ms))
                / (Math.exp(-peak / decay_ms) - Math.exp(-peak / rise_ms));
    }

    private static double open(double magnesium_mM, double v_mV) {
        return 1 / (1 + magnesium_mM / 3.57 * Math.exp(-0.062 * v_mV));
    }

    @ParameterizedTest
    @CsvSource({"AMPA, 0.2, 2", "GABAA, 0.5, 6", "NMDA, 2, 60"})
    void conductanceIsADifferenceOfExponentialsTimesTheUnblockedShare(String mechanism, double rise, double decay) {
        for (double v_mV : new double[] {-80, -40, 0, 20}) {
            double[] g = trace(synapse(mechanism, Map.of(), v_mV, new double[] {1e-9}, new double[] {1}), "g", 20);
            double share = mechanism.equals("NMDA") ? open(1, v_mV) : 1;
            for (int step = 50; step < g.length; step += 37) {
                double expected = 1e-9 * pulse(rise, decay, (step - 1) * DT_ms - 1) * share;
                assertEquals(expected, g[step], 1e-14, mechanism + " at " + v_mV + " mV, step " + step);
            }
        }
    }

    @Test
    void sharesOfAmpaAndNmdaFollowOneEvent() {
        Map<String, Double> parameters = Map.of("ratio", 0.7, "mg", 0.5, "tau2nmda", 90.0);
        Circuits circuit = synapse("AMPANMDA", parameters, -30, new double[] {1e-9}, new double[] {1});
        circuit.probe(new Quantity.Point(0, 0, "gnmda", 0), DT_ms);
        double[] ampa = trace(circuit, "gampa", 20);
        double[] nmda = circuit.trace(0);
        for (int step = 50; step < ampa.length; step += 37) {
            assertEquals(1e-9 * pulse(0.2, 2, (step - 1) * DT_ms - 1), ampa[step], 1e-14);
            assertEquals(0.7e-9 * pulse(2, 90, (step - 1) * DT_ms - 1) * open(0.5, -30), nmda[step], 1e-14);
        }
    }

    /** Resources of one connection by its differential equations, in Euler steps. */
    private static double active(double[] train_ms, double until_ms, double tau, double taurec, double taufacil,
            double utilization) {
        double x = 1;
        double y = 0;
        double z = 0;
        double u = 0;
        int next = 0;
        double h = 1e-4;
        for (long k = 0; k * h < until_ms - h / 2; k++) {
            if (next < train_ms.length && train_ms[next] < (k + 0.5) * h) {
                next++;
                u = (taufacil > 0 ? u : 0) + utilization * (1 - (taufacil > 0 ? u : 0));
                y += u * x;
                x -= u * x;
            }
            double out = y / tau;
            double back = z / taurec;
            x += h * back;
            y -= h * out;
            z += h * (out - back);
            u -= taufacil > 0 ? h * u / taufacil : 0;
        }
        return y;
    }

    @ParameterizedTest
    @CsvSource({"3, 300, 0, 0.5", "2, 100, 500, 0.1", "20, 60, 30, 0.3"})
    void shortTermPlasticitySolvesItsEquationsForEachConnection(double tau, double taurec, double taufacil, double u) {
        double[][] trains_ms = {{2, 12, 22, 32, 42, 52, 150}, {5, 7, 9.5, 40, 101}};
        double[] weights = {1e-9, 3e-9};
        double[] g = trace(synapse("TsodyksMarkram",
                Map.of("tau", tau, "taurec", taurec, "taufacil", taufacil, "U", u), -65, weights, trains_ms), "g", 160);
        for (double at_ms : new double[] {3, 11, 23, 60, 120, 155}) {
            double expected = weights[0] * active(trains_ms[0], at_ms, tau, taurec, taufacil, u)
                    + weights[1] * active(trains_ms[1], at_ms, tau, taurec, taufacil, u);
            assertEquals(expected, g[(int) Math.rint(at_ms / DT_ms)], 1e-3 * 3e-9 * u, "at " + at_ms + " ms");
        }
    }

    @Test
    void spikesInARowOpenGabaBMuchFurtherThanOneEach() {
        double[] one_ms = {1};
        double[] burst_ms = {1, 1.2, 4, 7, 10, 13, 16};
        double[] peaks = new double[2];
        for (int i = 0; i < 2; i++) {
            double[] train_ms = i == 0 ? one_ms : burst_ms;
            double[] g = trace(synapse("GABAB", Map.of(), -65, new double[] {1, 0.5}, train_ms, new double[] {2}),
                    "g", 200);
            double peak = Arrays.stream(g).max().orElseThrow();
            peaks[i] = peak;
            double[] expected = gabaB(200, new double[] {1, 0.5}, train_ms, new double[] {2});
            for (int step = 0; step < g.length; step += 100) {
                assertEquals(expected[step], g[step], 0.01 * peak, "step " + step);
            }
        }
        assertTrue(peaks[1] > 100 * peaks[0], Arrays.toString(peaks));
    }

    /** Conductance every DT_ms: each connection binds on its own, in Euler steps. */
    private static double[] gabaB(double duration_ms, double[] weights, double[]... trains_ms) {
        int finer = 25;
        double h = DT_ms / finer;
        double[] r = new double[trains_ms.length];
        double s = 0;
        double[] g = new double[(int) Math.rint(duration_ms / DT_ms) + 1];
        for (int k = 0; k < g.length * finer; k++) {
            double t = (k + 0.5) * h;
            if (k % finer == 0) {
                g[k / finer] = 0.04 * Math.pow(s, 4) / (Math.pow(s, 4) + 100);
            }
            double bound = 0;
            for (int c = 0; c < r.length; c++) {
                bound += weights[c] * r[c];
                boolean pulse = Arrays.stream(trains_ms[c]).anyMatch(at -> t > at && t < at + 0.3);
                r[c] += h * ((pulse ? 0.09 * 0.5 * (1 - r[c]) : 0) - 0.0012 * r[c]);
            }
            s += h * (0.18 * bound - 0.034 * s);
        }
        return g;
    }

    /** Two cells of 1 nF with a leak. */
    private static Circuits pair(double v0_mV, double v1_mV, String mechanism, Map<String, Double> parameters,
            String pointer) {
        Circuits circuit = new Circuits();
        Compartments tree = Circuits.cable(1, 1e5 / Math.PI, 1, 100);
        for (double v_mV : new double[] {v0_mV, v1_mV}) {
            int gid = circuit.add(Circuits.cell(tree, v_mV, List.of(Circuits.everywhere(tree, "pas",
                    Map.of("g", 1e-4, "e", -60.0))),
                    List.of(new Placed("s", Circuits.builtIn(mechanism), 0, parameters))));
            circuit.pointers.add(new Pointer(gid, 0, -1, 0, pointer, new Quantity.Voltage(1 - gid, 0)));
            circuit.probe(new Quantity.Voltage(gid, 0), DT_ms);
        }
        return circuit;
    }

    @Test
    void halvesOfAGapJunctionPullPotentialsTogether() {
        Circuits circuit = pair(-80, -40, "HalfGap", Map.of("g", 0.05), "vgap");
        circuit.run(Circuits.experiment(20, DT_ms), new Engine(new SimdBackend(), 1, Circuits.together(circuit)));
        double t_ms = 10;
        int step = (int) Math.rint(t_ms / DT_ms);
        // leak 0.1 uS over 1 nF; the difference also decays through the junction, twice
        assertEquals(-60, (circuit.trace(0)[step] + circuit.trace(1)[step]) / 2, 1e-9);
        assertEquals(40 * Math.exp(-(0.1 + 2 * 0.05) * t_ms), circuit.trace(1)[step] - circuit.trace(0)[step], 0.05);
    }

    @Test
    void gradedSynapseFollowsThePresynapticPotential() {
        Map<String, Double> silent = Map.of("gmax", 0.0, "slope", 4.0);
        Circuits circuit = pair(0, -60, "GradedSynapse", silent, "vpre");
        circuit.probe(new Quantity.Point(1, 0, "s", 0), DT_ms);
        circuit.run(Circuits.experiment(40, DT_ms), new Engine(new SimdBackend(), 1, Circuits.together(circuit)));
        double h = 1e-4;
        double s = 1 / (1 + Math.exp(-35.0 / 4));
        int step = 0;
        for (int k = 0; k <= 400_000; k++) {
            if (k % 250 == 0) {
                assertEquals(s, circuit.trace(2)[step++], 5e-3, "at " + k * h + " ms");
            }
            double pre_mV = -60 + 60 * Math.exp(-0.1 * k * h);
            double open = 1 / (1 + Math.exp((-35 - pre_mV) / 4));
            s += h * (open - s) / ((1 - open) / 0.025);
        }
    }
}
