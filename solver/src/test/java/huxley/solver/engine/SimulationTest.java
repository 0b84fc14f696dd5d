package huxley.solver.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.cell.Cell;
import huxley.neuron.cell.Cell.Painted;
import huxley.neuron.cell.Cell.Placed;
import huxley.neuron.cell.Compartments;
import huxley.neuron.mechanism.Ion;
import huxley.neuron.mechanism.Mechanism;
import huxley.solver.precision.Precision;
import huxley.solver.scalar.ScalarBackend;
import huxley.solver.simd.SimdBackend;
import huxley.synapse.Circuit.ArtificialCell;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Circuit.SpikeDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static Engine engine(int threads, int[][] groups) {
        return new Engine(new ScalarBackend(), threads, groups);
    }

    @Test
    void membraneChargesAsImplicitEulerOfAnRcCircuitDoes() {
        Compartments sphere = Circuits.cable(1, 20, 20, 100);
        Circuits circuit = new Circuits();
        circuit.add(Circuits.cell(sphere, -65,
                List.of(Circuits.everywhere(sphere, "pas", Map.of("g", 1e-4, "e", -65.0))),
                List.of(new Placed("clamp", Circuits.builtIn("IClamp"), 0,
                        Map.of("del", 1.0, "dur", 50.0, "amp", 0.1)))));
        circuit.probe(new Quantity.Voltage(0, 0), 0.1);
        circuit.run(Circuits.experiment(60, 0.1), engine(1, Circuits.together(circuit)));
        double area_cm2 = Math.PI * 400 * 1e-8;
        double tau_ms = 1e-3 / 1e-4;
        double resting = -65;
        double steady_mV = 0.1e-6 / (1e-4 * area_cm2);
        double decay = 1 / (1 + 0.1 / tau_ms);
        double[] v = circuit.trace(0);
        assertEquals(601, v.length);
        for (int k = 0; k <= 600; k++) {
            int charged = Math.max(0, Math.min(k, 510) - 10);
            int discharged = Math.max(0, k - 510);
            double expected = resting + steady_mV * (1 - Math.pow(decay, charged)) * Math.pow(decay, discharged);
            assertEquals(expected, v[k], 1e-9, "sample " + k);
        }
    }

    @Test
    void inputResistanceOfACableMatchesClosedForm() {
        int n = 400;
        double length_um = 1000;
        double diam_um = 2;
        Compartments cable = Circuits.cable(n, length_um / n, diam_um, 100);
        Circuits circuit = new Circuits();
        circuit.add(Circuits.cell(cable, -65, List.of(Circuits.everywhere(cable, "pas", Map.of("g", 1e-4, "e", -65.0))),
                List.of(new Placed("clamp", Circuits.builtIn("IClamp"), 0,
                        Map.of("del", 0.0, "dur", 1e9, "amp", 0.01)))));
        circuit.probe(new Quantity.Voltage(0, 0), 1);
        circuit.run(Circuits.experiment(400, 1), engine(1, Circuits.together(circuit)));
        double lambda_cm = Math.sqrt(diam_um * 1e-4 / (4 * 100 * 1e-4));
        double infinite_MOhm = 1e-6 * 4 * 100 * lambda_cm / (Math.PI * diam_um * diam_um * 1e-8);
        double electrotonic = length_um * 1e-4 / lambda_cm;
        double expected_mV = 0.01 * infinite_MOhm / Math.tanh(electrotonic);
        assertEquals(expected_mV, circuit.trace(0)[400] + 65, 0.005 * expected_mV);
    }

    /** Two kinds of branched cells with channels and synapses, connected in a ring that keeps firing. */
    static Circuits ring() {
        Circuits circuit = new Circuits();
        Placed synapse = new Placed("synapse", Circuits.builtIn("ExpSyn"), 3, Map.of("tau", 2.0));
        List<Cell> kinds = new ArrayList<>();
        for (int seed = 1; seed <= 2; seed++) {
            Compartments tree = Circuits.randomTree(seed, 12);
            kinds.add(Circuits.cell(tree, -65, List.of(Circuits.everywhere(tree, "hh", Map.of())), List.of(synapse)));
        }
        int n = 14;
        for (int i = 0; i < n; i++) {
            circuit.add(kinds.get(i % 3 == 0 ? 0 : 1));
            circuit.detectors.add(new SpikeDetector(i, 0, -10));
            circuit.connect(i, (i + 1) % n, 0, 1 + 0.3 * (i % 3), 0.05);
            circuit.probe(new Quantity.Voltage(i, 11), 0.1);
        }
        circuit.artificial.add(new ArtificialCell("start", Circuits.builtIn("VecStim"),
                Map.of(), new double[] {1}));
        circuit.connect(n, 0, 0, 0, 0.05);
        return circuit;
    }

    @Test
    void groupingAndThreadsChangeNoBit() {
        Circuits one = ring().run(Circuits.experiment(20, 0.025), engine(1, Circuits.alone(ring())));
        assertTrue(one.spikes.size() > 5, one.spikes.toString());
        int[][] halves = {{0, 1, 2, 3, 4, 5, 6, 14}, {7, 8, 9, 10, 11, 12, 13}};
        Engine simd = new Engine(new SimdBackend(), 2, halves);
        for (Circuits other : List.of(ring().run(Circuits.experiment(20, 0.025), simd),
                ring().run(Circuits.experiment(20, 0.025), engine(1, Circuits.together(ring()))),
                ring().run(Circuits.experiment(20, 0.025), engine(3, Circuits.alone(ring()))),
                ring().run(Circuits.experiment(20, 0.025), engine(2, halves)))) {
            assertEquals(one.spikes, other.spikes);
            for (int p = 0; p < one.probes.size(); p++) {
                assertArrayEquals(one.trace(p), other.trace(p), "probe " + p);
            }
        }
    }

    /** Cells of different shape, channels on some of their compartments only, a calcium pool where there are channels. */
    static Circuits unlike() {
        Mechanism pool = Circuits.compiled("""
                NEURON { SUFFIX pool USEION ca READ ica WRITE cai }
                ASSIGNED { ica area }
                STATE { cai }
                INITIAL { cai = 5e-5 }
                BREAKPOINT { SOLVE leave METHOD cnexp }
                DERIVATIVE leave { cai' = -10 * ica - (cai - 5e-5) / 20 }
                """);
        Mechanism calcium = Circuits.compiled("""
                NEURON { SUFFIX calcium USEION ca READ eca WRITE ica RANGE g }
                PARAMETER { g = 1e-5 }
                ASSIGNED { v eca ica }
                BREAKPOINT { ica = g * (v - eca) / (1 + exp(-v / 10)) }
                """);
        Circuits circuit = new Circuits();
        for (int i = 0; i < 9; i++) {
            Compartments tree = Circuits.randomTree(i, 20 + 9 * i);
            int[] membrane = IntStream.range(0, tree.size()).filter(c -> tree.area_um2()[c] > 0).toArray();
            int kind = i;
            int[] some = IntStream.of(membrane).filter(c -> c % (2 + kind % 3) == 0).toArray();
            double[] g = IntStream.of(some).mapToDouble(c -> 1e-5 * (1 + c % 4)).toArray();
            circuit.add(Circuits.cell(tree, -65,
                    List.of(Circuits.everywhere(tree, "hh", Map.of()), new Painted(pool, some, Map.of()),
                            new Painted(calcium, some, Map.of("g", g))),
                    List.of(new Placed("synapse", Circuits.builtIn("ExpSyn"), 3, Map.of("tau", 2.0)))));
            circuit.detectors.add(new SpikeDetector(i, 0, -10));
            circuit.connect(i, (i + 1) % 9, 0, 1, 0.1);
            circuit.probe(new Quantity.Voltage(i, 11), 0.1);
            circuit.probe(new Quantity.IonQuantity(i, "ca", Ion.Quantity.INNER, some[1]), 0.1);
        }
        circuit.artificial.add(new ArtificialCell("start", Circuits.builtIn("VecStim"), Map.of(), new double[] {1}));
        circuit.connect(9, 0, 0, 0, 0.1);
        return circuit;
    }

    @Test
    void cellsSolvedAsOneForestHaveTheBitsOfCellsAlone() {
        Circuits one = unlike().run(Circuits.experiment(20, 0.025), engine(1, Circuits.alone(unlike())));
        assertTrue(one.spikes.size() > 5, one.spikes.toString());
        int[][] parts = {{0, 5, 2, 8}, {7, 1, 3, 4, 6}, {9}};
        for (Engine other : List.of(new Engine(new SimdBackend(), 1, Circuits.together(unlike())),
                new Engine(new SimdBackend(), 2, parts), engine(1, Circuits.together(unlike())), engine(2, parts),
                new Engine(new SimdBackend(), 2, Circuits.alone(unlike())))) {
            Circuits again = unlike().run(Circuits.experiment(20, 0.025), other);
            assertEquals(one.spikes, again.spikes);
            for (int p = 0; p < one.probes.size(); p++) {
                assertArrayEquals(one.trace(p), again.trace(p), "probe " + p);
            }
        }
    }

    @Test
    void inSinglePrecisionBackendsGroupingAndThreadsChangeNoBitEither() {
        int[][] halves = {{0, 1, 2, 3, 4, 5, 6, 14}, {7, 8, 9, 10, 11, 12, 13}};
        Circuits one = ring().run(Circuits.experiment(20, 0.025),
                new Engine(new ScalarBackend(), Precision.SINGLE, 1, Circuits.together(ring())));
        for (Engine engine : List.of(new Engine(new SimdBackend(), Precision.SINGLE, 2, halves),
                new Engine(new SimdBackend(), Precision.SINGLE, 1, Circuits.alone(ring())),
                new Engine(new ScalarBackend(), Precision.SINGLE, 3, Circuits.alone(ring())))) {
            Circuits other = ring().run(Circuits.experiment(20, 0.025), engine);
            assertEquals(one.spikes, other.spikes);
            for (int p = 0; p < one.probes.size(); p++) {
                assertArrayEquals(one.trace(p), other.trace(p), "probe " + p);
            }
        }
        Circuits inDouble = ring().run(Circuits.experiment(20, 0.025), engine(1, Circuits.together(ring())));
        assertEquals(inDouble.spikes, one.spikes);
        for (int p = 0; p < one.probes.size(); p++) {
            assertArrayEquals(inDouble.trace(p), one.trace(p), 0.05, "probe " + p);
        }
    }

    @Test
    void cellThatStartsAboveThresholdDoesNotSpikeForIt() {
        Compartments sphere = Circuits.cable(1, 20, 20, 100);
        Circuits circuit = new Circuits();
        circuit.add(Circuits.cell(sphere, 20, List.of(Circuits.everywhere(sphere, "pas", Map.of())), List.of()));
        circuit.detectors.add(new SpikeDetector(0, 0, 0));
        circuit.run(Circuits.experiment(5, 0.025), engine(1, Circuits.together(circuit)));
        assertEquals(List.of(), circuit.spikes);
    }

    @Test
    void stopKeepsWhatWasRecorded() {
        Circuits circuit = ring();
        circuit.probes.forEach(p -> circuit.values.add(new ArrayList<>()));
        Simulation simulation = new Simulation(circuit.circuit(), Circuits.experiment(1000, 0.025),
                engine(1, Circuits.together(circuit)));
        int[] asked = {0};
        double reached_ms = simulation.run(circuit, () -> asked[0]++ >= 2);
        assertEquals(2 * simulation.epochSteps() * 0.025, reached_ms, 1e-9);
        assertEquals(Math.round(reached_ms / 0.1) + 1, circuit.trace(0).length);
        assertFalse(circuit.time_ms.isEmpty());
    }
}
