package huxley.solver.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.cell.Cell.IonSetting;
import huxley.neuron.cell.Cell.Painted;
import huxley.neuron.cell.Cell.Placed;
import huxley.neuron.cell.Compartments;
import huxley.neuron.mechanism.Ion;
import huxley.neuron.mechanism.Mechanism;
import huxley.solver.kernel.Backend;
import huxley.solver.kernel.CompiledKernel;
import huxley.solver.program.Kernel;
import huxley.solver.scalar.ScalarBackend;
import huxley.synapse.Circuit.ArtificialCell;
import huxley.synapse.Circuit.ImposedPotential;
import huxley.synapse.Circuit.Play;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Circuit.SpikeDetector;
import huxley.synapse.Experiment;
import huxley.synapse.Experiment.Scheme;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Closed forms, orders of convergence and balances. */
class NumericsTest {
    private static Engine engine(Circuits circuit) {
        return new Engine(new ScalarBackend(), 1, Circuits.together(circuit));
    }

    private static Experiment experiment(double duration_ms, double dt_ms, double settle_ms, Scheme scheme) {
        return new Experiment(duration_ms, dt_ms, 25, settle_ms, 1, scheme, Map.of());
    }

    private static Painted painted(Compartments tree, Mechanism mechanism) {
        return new Painted(mechanism, IntStream.range(0, tree.size()).toArray(), Map.of());
    }

    @Test
    void passiveDecayConvergesWithOrderOneAndTwo() {
        Compartments sphere = Circuits.cable(1, 20, 20, 100);
        double g = 1e-3;
        for (Scheme scheme : Scheme.values()) {
            double[] error = new double[2];
            for (int i = 0; i < 2; i++) {
                Circuits circuit = new Circuits();
                circuit.add(Circuits.cell(sphere, -40,
                        List.of(Circuits.everywhere(sphere, "pas", Map.of("g", g, "e", -65.0))), List.of()));
                circuit.probe(new Quantity.Voltage(0, 0), 1);
                double[] v = circuit.run(experiment(1, 0.02 / (1 << i), 0, scheme), engine(circuit)).trace(0);
                error[i] = Math.abs(v[1] - (-65 + 25 * Math.exp(-1)));
            }
            double order = Math.log(error[0] / error[1]) / Math.log(2);
            assertEquals(scheme == Scheme.IMPLICIT_EULER ? 1 : 2, order, 0.02, scheme.toString());
        }
    }

    @Test
    void membraneCurrentsOfACellSumToWhatItsElectrodeInjects() {
        Compartments tree = Circuits.randomTree(5, 25);
        for (Scheme scheme : Scheme.values()) {
            Circuits circuit = new Circuits();
            circuit.add(Circuits.cell(tree, -65, List.of(Circuits.everywhere(tree, "hh", Map.of())), List.of(
                    new Placed("clamp", Circuits.builtIn("IClamp"), 4, Map.of("del", 1.0, "dur", 5.0, "amp", 0.3)))));
            for (int c = 0; c < tree.size(); c++) {
                circuit.probe(new Quantity.MembraneCurrent(0, c), 0.025);
            }
            circuit.run(experiment(4, 0.025, 0, scheme), engine(circuit));
            for (int k = 1; k <= 160; k++) {
                double sum = 0;
                for (int c = 0; c < tree.size(); c++) {
                    sum += circuit.trace(c)[k];
                }
                assertEquals(k <= 40 ? 0 : 0.3, sum, 1e-9, "sample " + k);
            }
        }
    }

    @Test
    void uniformImposedPotentialDoesNothingAndAGradientPolarisesSymmetrically() {
        int n = 21;
        Compartments cable = Circuits.cable(n, 20, 2, 100);
        for (double slope_mV : new double[] {0, 0.5}) {
            Circuits circuit = new Circuits();
            circuit.add(Circuits.cell(cable, -65,
                    List.of(Circuits.everywhere(cable, "pas", Map.of("g", 1e-3, "e", -65.0))), List.of()));
            double[] scale = IntStream.range(0, n).mapToDouble(c -> 3 + slope_mV * c).toArray();
            circuit.imposed.add(new ImposedPotential(0, scale, new double[] {0}, new double[] {1}));
            for (int c = 0; c < n; c++) {
                circuit.probe(new Quantity.Voltage(0, c), 10);
            }
            circuit.run(experiment(40, 0.1, 0, Scheme.IMPLICIT_EULER), engine(circuit));
            for (int c = 0; c < n; c++) {
                double own = circuit.trace(c)[4] + 65;
                assertEquals(0, own + circuit.trace(n - 1 - c)[4] + 65, 1e-9);
                double lambda_um = 1e4 * Math.sqrt(2e-4 / (4 * 100 * 1e-3));
                double x_um = 20 * (c - (n - 1) / 2.0);
                double expected = -slope_mV / 20 * lambda_um * Math.sinh(x_um / lambda_um)
                        / Math.cosh(10 * n / lambda_um);
                assertEquals(expected, own, 0.01 * slope_mV);
            }
        }
    }

    @Test
    void playedValuesAreThoseOfTheMiddleOfTheStep() {
        Compartments sphere = Circuits.cable(1, 20, 20, 100);
        Circuits circuit = new Circuits();
        circuit.add(Circuits.cell(sphere, -65, List.of(), List.of(
                new Placed("clamp", Circuits.builtIn("IClamp"), 0, Map.of("del", 0.0, "dur", 1e9, "amp", 0.0)))));
        double[] time_ms = {0, 1, 1, 2};
        circuit.plays.add(new Play(new Quantity.Point(0, 0, "amp", 0), time_ms, new double[] {0, 0.1, -0.1, 0}, true));
        circuit.probe(new Quantity.Voltage(0, 0), 0.1);
        double[] v = circuit.run(Circuits.experiment(3, 0.1), engine(circuit)).trace(0);
        double rate_mV_per_nA = 100 * 0.1 / (1e-3 * Math.PI * 400);
        double expected = -65;
        for (int k = 0; k < 30; k++) {
            assertEquals(expected, v[k], 1e-9);
            double t = (k + 0.5) * 0.1;
            expected += rate_mV_per_nA * (t < 1 ? 0.1 * t : t < 2 ? -0.1 + 0.1 * (t - 1) : 0);
        }
    }

    @Test
    void reversalPotentialFollowsWrittenConcentration() {
        Mechanism pool = Circuits.compiled("""
                NEURON { SUFFIX pool USEION ca READ ica WRITE cai }
                STATE { cai (milli/liter) }
                ASSIGNED { ica }
                INITIAL { cai = 1e-4 }
                BREAKPOINT { SOLVE s METHOD cnexp }
                DERIVATIVE s { cai' = -cai/10 }
                """);
        Mechanism channel = Circuits.compiled("""
                NEURON { SUFFIX leak USEION ca READ eca WRITE ica }
                ASSIGNED { ica eca v }
                BREAKPOINT { ica = 1e-6*(v - eca) }
                """);
        Compartments sphere = Circuits.cable(1, 20, 20, 100);
        Circuits circuit = new Circuits();
        circuit.add(Circuits.cell(sphere, -65, List.of(painted(sphere, channel), painted(sphere, pool)), List.of(),
                new IonSetting("ca", 2, null, null, new double[] {1.8})));
        circuit.add(Circuits.cell(sphere, -65, List.of(painted(sphere, channel)), List.of()));
        circuit.probe(new Quantity.IonQuantity(0, "ca", Ion.Quantity.REVERSAL, 0), 1);
        circuit.probe(new Quantity.IonQuantity(0, "ca", Ion.Quantity.INNER, 0), 0.5);
        circuit.probe(new Quantity.IonQuantity(0, "ca", Ion.Quantity.CURRENT, 0), 1);
        circuit.probe(new Quantity.IonQuantity(1, "ca", Ion.Quantity.REVERSAL, 0), 1);
        circuit.run(experiment(5, 0.5, 0, Scheme.IMPLICIT_EULER), engine(circuit));
        double slope_mV = 1000 * 8.31446261815324 * 298.15 / 96485.33212331001 / 2;
        for (int k = 1; k <= 5; k++) {
            double before = circuit.trace(1)[2 * k - 1];
            assertEquals(1e-4 * Math.exp(-(2 * k - 1) * 0.05), before, 1e-12);
            assertEquals(slope_mV * Math.log(1.8 / before), circuit.trace(0)[k], 1e-9);
            assertEquals(132.4579341637009, circuit.trace(3)[k]);
        }
        assertTrue(circuit.trace(2)[5] < 0);
    }

    @Test
    void diffusionAlongTheCableConservesAndFlattens() {
        Mechanism calcium = Circuits.compiled("""
                NEURON { SUFFIX dif RANGE start }
                PARAMETER { start = 0 }
                STATE { c }
                INITIAL { c = start }
                BREAKPOINT { SOLVE s METHOD sparse }
                KINETIC s {
                    COMPARTMENT 2 { c }
                    LONGITUDINAL_DIFFUSION 3 { c }
                    ~ c << (0)
                }
                """);
        int n = 10;
        Compartments cable = Circuits.cable(n, 10, 2, 100);
        double[] start = new double[n];
        start[2] = 1;
        Circuits circuit = new Circuits();
        circuit.add(Circuits.cell(cable, -65, List.of(new Painted(calcium, IntStream.range(0, n).toArray(),
                Map.of("start", start))), List.of()));
        for (int c = 0; c < n; c++) {
            circuit.probe(new Quantity.Density(0, "dif", "c", 0, c), 1);
        }
        circuit.run(experiment(4, 1, 0, Scheme.IMPLICIT_EULER), engine(circuit));
        double[] expected = start;
        for (int k = 0; k <= 4; k++) {
            for (int c = 0; c < n; c++) {
                assertEquals(expected[c], circuit.trace(c)[k], 1e-12, "compartment " + c + ", sample " + k);
            }
            expected = implicitStep(expected, 3.0 / (2 * 10 * 10));
        }
    }

    /** Solves (1 + r) c_i - r c_neighbours = old by many Jacobi rounds. */
    private static double[] implicitStep(double[] old, double r) {
        double[] c = old.clone();
        for (int round = 0; round < 200; round++) {
            double[] next = new double[c.length];
            for (int i = 0; i < c.length; i++) {
                double neighbours = (i > 0 ? c[i - 1] : 0) + (i + 1 < c.length ? c[i + 1] : 0);
                int count = (i > 0 ? 1 : 0) + (i + 1 < c.length ? 1 : 0);
                next[i] = (old[i] + r * neighbours) / (1 + r * count);
            }
            c = next;
        }
        return c;
    }

    @Test
    void settlingReachesRestBeforeTimeZero() {
        Compartments sphere = Circuits.cable(1, 20, 20, 100);
        Circuits circuit = new Circuits();
        circuit.add(Circuits.cell(sphere, -40,
                List.of(Circuits.everywhere(sphere, "pas", Map.of("g", 1e-3, "e", -65.0))),
                List.of(new Placed("clamp", Circuits.builtIn("IClamp"), 0,
                        Map.of("del", 0.0, "dur", 1.0, "amp", 0.1)))));
        circuit.probe(new Quantity.Voltage(0, 0), 0.025);
        circuit.run(experiment(2, 0.025, 50, Scheme.IMPLICIT_EULER), engine(circuit));
        assertEquals(-65, circuit.trace(0)[0], 1e-9);
        assertTrue(circuit.trace(0)[1] > -65 + 1e-3);
    }

    @Test
    void runawayStateIsNamed() {
        Mechanism runaway = Circuits.compiled("""
                NEURON { SUFFIX runaway NONSPECIFIC_CURRENT i RANGE rate }
                PARAMETER { rate = 0 }
                STATE { x }
                ASSIGNED { i v }
                INITIAL { x = 1 }
                BREAKPOINT { SOLVE s METHOD euler i = 1e-9*x }
                DERIVATIVE s { x' = rate*x }
                """);
        Compartments cable = Circuits.cable(5, 20, 2, 100);
        Circuits circuit = new Circuits();
        circuit.add(Circuits.cell(cable, -65, List.of(
                new Painted(runaway, new int[] {1, 3}, Map.of("rate", new double[] {0, 1e6}))), List.of()));
        circuit.probe(new Quantity.Voltage(0, 0), 0.025);
        NumericalFailure failure = assertThrows(NumericalFailure.class,
                () -> circuit.run(Circuits.experiment(100, 0.025), engine(circuit)));
        assertEquals("cell0", failure.cell());
        assertEquals(3, failure.compartment());
        assertEquals("runaway", failure.mechanism());
        assertEquals("x", failure.variable());
        assertEquals(circuit.trace(0).length - 0.5, failure.time_ms() / 0.025, 1e-6);
        assertTrue(Arrays.stream(circuit.trace(0)).allMatch(v -> Math.abs(v) < 1e308));
    }

    @Test
    void runawayStateWithoutCurrentIsNamedToo() {
        Mechanism runaway = Circuits.compiled("""
                NEURON { SUFFIX quiet }
                STATE { x }
                INITIAL { x = 1 }
                BREAKPOINT { SOLVE s METHOD euler }
                DERIVATIVE s { x' = 1e6*x }
                """);
        Compartments cable = Circuits.cable(5, 20, 2, 100);
        Circuits circuit = new Circuits();
        circuit.add(Circuits.cell(cable, -65, List.of(new Painted(runaway, new int[] {2}, Map.of())), List.of()));
        NumericalFailure failure = assertThrows(NumericalFailure.class,
                () -> circuit.run(Circuits.experiment(100, 0.025), engine(circuit)));
        assertEquals("a value is not finite: cell cell0 (gid 0), compartment 2, quiet.x = Infinity at t = 10.0000 ms",
                failure.getMessage());
    }

    /** Of the engine itself: kernels do nothing here. */
    @Test
    void stepsAllocateNothing() {
        Compartments tree = Circuits.randomTree(6, 12);
        Circuits circuit = new Circuits();
        double[] times_ms = IntStream.range(0, 20000).mapToDouble(i -> 0.2 * i).toArray();
        for (int i = 0; i < 4; i++) {
            circuit.add(Circuits.cell(tree, -65, List.of(Circuits.everywhere(tree, "hh", Map.of())),
                    List.of(new Placed("s", Circuits.builtIn("ExpSyn"), 0, Map.of()))));
            circuit.detectors.add(new SpikeDetector(i, 0, -10));
        }
        circuit.artificial.add(new ArtificialCell("source", Circuits.builtIn("VecStim"), Map.of(), times_ms));
        circuit.connect(4, 0, 0, 1, 1);
        circuit.connect(0, 1, 0, 1, 1);
        Simulation simulation = new Simulation(circuit.circuit(), Circuits.experiment(4000, 0.025),
                new Engine(new Idle(), 1, new int[][] {{4}, {0, 1, 2}, {3}}));
        List<Long> allocated = new ArrayList<>(10000);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        simulation.run(circuit, () -> {
            allocated.add(threads.getCurrentThreadAllocatedBytes());
            return false;
        });
        long epochs = allocated.size() / 2;
        long bytes = allocated.getLast() - allocated.get(allocated.size() - 1 - (int) epochs);
        assertTrue(bytes < 4096 * epochs, bytes + " bytes in " + epochs * simulation.epochSteps() + " steps");
    }

    /** Kernels that do nothing. */
    private record Idle() implements Backend {
        @Override
        public String name() {
            return "idle";
        }

        @Override
        public List<CompiledKernel> compile(List<Kernel> kernels) {
            return kernels.stream().map(k -> (CompiledKernel) (frame, begin, end) -> {
            }).toList();
        }
    }
}
