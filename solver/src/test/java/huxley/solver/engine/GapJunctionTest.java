package huxley.solver.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.cell.Cell.Placed;
import huxley.neuron.cell.Compartments;
import huxley.neuron.mechanism.Mechanism;
import huxley.solver.scalar.ScalarBackend;
import huxley.solver.simd.SimdBackend;
import huxley.synapse.Circuit.Pointer;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Circuit.SpikeDetector;
import huxley.synapse.Experiment;
import huxley.synapse.GapJunctions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Gap junctions: as a point process with a POINTER to the other side, which NEURON cases test. */
class GapJunctionTest {
    private static final int CELLS = 12;
    private static final double G_uS = 2e-3;

    /** A ring of cells, the first of which is stimulated. */
    private static Circuits ring(List<Placed> everyCell) {
        Compartments tree = Circuits.randomTree(1, 6);
        Circuits circuit = new Circuits();
        for (int i = 0; i < CELLS; i++) {
            List<Placed> placed = new ArrayList<>(everyCell);
            if (i == 0) {
                placed.add(new Placed("clamp", Circuits.builtIn("IClamp"), 0,
                        Map.of("del", 1.0, "dur", 50.0, "amp", 0.5)));
            }
            circuit.add(Circuits.cell(tree, -65, List.of(Circuits.everywhere(tree, "hh", Map.of())), placed));
            circuit.detectors.add(new SpikeDetector(i, 0, -20));
            circuit.probe(new Quantity.Voltage(i, 4), 0.1);
        }
        return circuit;
    }

    private static Circuits joined() {
        Circuits circuit = ring(List.of());
        double[] conductance_uS = new double[CELLS];
        Arrays.fill(conductance_uS, G_uS);
        int[] compartment = new int[CELLS];
        Arrays.fill(compartment, 4);
        int[] other = new int[CELLS];
        Arrays.fill(other, 2);
        circuit.gapJunctions = new GapJunctions(IntStream.range(0, CELLS).toArray(), compartment,
                IntStream.range(0, CELLS).map(i -> (i + 1) % CELLS).toArray(), other, conductance_uS);
        return circuit;
    }

    private static List<double[]> traces(Circuits circuit) {
        return IntStream.range(0, CELLS).mapToObj(circuit::trace).toList();
    }

    @Test
    void junctionsActAsPointProcessesWithPointers() {
        Mechanism gap = Circuits.compiled("""
                NEURON { POINT_PROCESS Gap POINTER vgap RANGE g NONSPECIFIC_CURRENT i }
                PARAMETER { g = 0 }
                ASSIGNED { v vgap i }
                BREAKPOINT { i = g*(v - vgap) }
                """);
        Circuits pointers = ring(List.of(new Placed("a", gap, 4, Map.of("g", G_uS)),
                new Placed("b", gap, 2, Map.of("g", G_uS))));
        for (int i = 0; i < CELLS; i++) {
            int next = (i + 1) % CELLS;
            pointers.pointers.add(new Pointer(i, 0, -1, 0, "vgap", new Quantity.Voltage(next, 2)));
            pointers.pointers.add(new Pointer(next, 1, -1, 0, "vgap", new Quantity.Voltage(i, 4)));
        }
        var experiment = Circuits.experiment(30, 0.025);
        Engine engine = new Engine(new ScalarBackend(), 1, Circuits.together(pointers));
        Circuits expected = pointers.run(experiment, engine);
        Circuits got = joined().run(experiment, engine);
        assertTrue(expected.spikes.size() > CELLS, expected.spikes.toString());
        assertEquals(expected.spikes, got.spikes);
        for (int i = 0; i < CELLS; i++) {
            assertArrayEquals(expected.trace(i), got.trace(i), 1e-6);
        }
    }

    @Test
    void lockStepOverGroupsChangesNoBit() {
        for (Experiment.Scheme scheme : Experiment.Scheme.values()) {
            Experiment experiment = new Experiment(30, 0.025, 6.3, 2, 1, scheme, Map.of());
            Circuits circuit = joined();
            circuit.run(experiment, new Engine(new ScalarBackend(), 1, Circuits.together(circuit)));
            List<String> spikes = List.copyOf(circuit.spikes);
            List<double[]> traces = traces(circuit);
            int[][] halves = {{0, 3, 5, 7, 9, 11}, {1, 2, 4, 6, 8, 10}};
            for (int threads : new int[] {1, 2, 3}) {
                circuit.run(experiment,
                        new Engine(new SimdBackend(), threads, threads == 3 ? Circuits.alone(circuit) : halves));
                assertEquals(spikes, circuit.spikes);
                for (int i = 0; i < CELLS; i++) {
                    assertArrayEquals(traces.get(i), circuit.trace(i));
                }
            }
        }
    }
}
