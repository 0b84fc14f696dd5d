package huxley.solver.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.cell.Cell;
import huxley.neuron.cell.Cell.Placed;
import huxley.neuron.cell.Compartments;
import huxley.solver.scalar.ScalarBackend;
import huxley.solver.simd.SimdBackend;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Electrode;
import huxley.synapse.Experiment;
import huxley.synapse.Observer;
import huxley.synapse.Report;
import huxley.synapse.SavedState;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reports and electrodes, against probes of the same quantities and against the conservation of charge. */
class RecordingTest {
    private static final int CELLS = 9;
    private static final int SIZE = 6;
    private static final double AMPLITUDE_nA = 0.3;
    private static final Experiment EXPERIMENT = Circuits.experiment(4, 0.025);
    private static final Compartments TREE = Circuits.randomTree(1, SIZE);

    /** Everything that a run tells, by name, one number after the other. */
    private static final class Heard implements Observer {
        final Map<String, List<Double>> values = new HashMap<>();

        private void keep(String name, double value) {
            values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
        }

        double[] of(String name) {
            return values.getOrDefault(name, List.of()).stream().mapToDouble(Double::doubleValue).toArray();
        }

        @Override
        public void traces(int[] probes, double[] time_ms, double[][] value) {
            for (int p = 0; p < probes.length; p++) {
                for (double v : value[p]) {
                    keep("probe " + probes[p], v);
                }
            }
        }

        @Override
        public void spikes(int[] gid, double[] time_ms) {
        }

        @Override
        public void report(int report, double[] time_ms, double[][] value) {
            for (int i = 0; i < time_ms.length; i++) {
                keep("time " + report, time_ms[i]);
                for (int place = 0; place < value[i].length; place++) {
                    keep("report " + report + " " + place, value[i][place]);
                }
            }
        }

        @Override
        public void field(int electrode, double[] time_ms, double[] potential_mV) {
            for (int i = 0; i < time_ms.length; i++) {
                keep("field time " + electrode, time_ms[i]);
                keep("field " + electrode, potential_mV[i]);
            }
        }
    }

    private static Circuits cells() {
        Circuits circuit = new Circuits();
        for (int i = 0; i < CELLS; i++) {
            Cell cell = Circuits.cell(TREE, -65, List.of(Circuits.everywhere(TREE, "hh", Map.of())),
                    List.of(new Placed("clamp", Circuits.builtIn("IClamp"), 0,
                            Map.of("del", 0.5, "dur", 50.0, "amp", AMPLITUDE_nA * (1 + i)))));
            circuit.add(cell);
        }
        return circuit;
    }

    private static Quantity quantity(int place) {
        int gid = place / 3;
        return switch (place % 3) {
        case 0 -> new Quantity.Voltage(gid, 3);
        case 1 -> new Quantity.MembraneCurrent(gid, 4);
        default -> new Quantity.Density(gid, "hh", "m", 0, 2);
        };
    }

    private static Circuits recorded() {
        Circuits circuit = cells();
        for (int place = 0; place < 3 * CELLS; place++) {
            circuit.probe(quantity(place), 0.05);
        }
        circuit.reports
                .add(new Report("all", 3 * CELLS, RecordingTest::quantity, "", 0, Double.POSITIVE_INFINITY, 0.05));
        circuit.reports.add(new Report("part", 3 * CELLS, RecordingTest::quantity, "", 1.01, 2.05, 0.1));
        circuit.electrodes.add(new Electrode("near", 0.1, RecordingTest::transfer));
        return circuit;
    }

    /** Every other cell counts. */
    private static double[] transfer(int gid) {
        double[] transfer = new double[SIZE];
        Arrays.setAll(transfer, c -> TREE.area_um2()[c] > 0 ? 1.0 / (1 + gid + c) : 0);
        return gid % 2 == 0 ? transfer : null;
    }

    private static Heard run(Circuits circuit, Engine engine) {
        Heard heard = new Heard();
        new Simulation(circuit.circuit(), EXPERIMENT, engine).run(heard, () -> false);
        return heard;
    }

    @Test
    void aReportHoldsWhatProbesOfItsPlacesHold() {
        Circuits circuit = recorded();
        Heard heard = run(circuit, new Engine(new ScalarBackend(), 1, Circuits.together(circuit)));
        assertEquals(81, heard.of("time 0").length);
        for (int place = 0; place < 3 * CELLS; place++) {
            double[] probe = heard.of("probe " + place);
            assertArrayEquals(probe, heard.of("report 0 " + place), "place " + place);
            assertEquals(11, heard.of("report 1 " + place).length);
        }
        assertEquals(1.025, heard.of("time 1")[0], 1e-12);
        assertEquals(2.025, heard.of("time 1")[10], 1e-12);
    }

    @Test
    void anElectrodeSumsMembraneCurrents() {
        Circuits circuit = cells();
        double[] all = new double[SIZE];
        Arrays.fill(all, 1);
        circuit.electrodes.add(new Electrode("first cell", 0.025, gid -> gid == 0 ? all : null));
        circuit.electrodes.add(new Electrode("far", 0.025, gid -> all));
        Heard heard = run(circuit, new Engine(new ScalarBackend(), 1, Circuits.together(circuit)));
        double[] time_ms = heard.of("field time 0");
        for (int i = 2; i < time_ms.length; i++) {
            // What is injected leaves through the membrane; a current counts in the middle of the step.
            double injected_nA = time_ms[i] - 0.0125 >= 0.5 ? AMPLITUDE_nA : 0;
            assertEquals(injected_nA, heard.of("field 0")[i], 1e-10, "at " + time_ms[i] + " ms");
            assertEquals(injected_nA * CELLS * (CELLS + 1) / 2, heard.of("field 1")[i], 1e-9);
        }
    }

    @Test
    void recordsAreTheSameBitsForAnyGroupingThreadsAndBackend() {
        Circuits circuit = recorded();
        Map<String, List<Double>> expected = run(circuit,
                new Engine(new ScalarBackend(), 1, Circuits.together(circuit))).values;
        SimdBackend simd = new SimdBackend();
        assertEquals(expected, run(circuit, new Engine(simd, 1, Circuits.together(circuit))).values);
        assertEquals(expected, run(circuit, new Engine(simd, 3, Circuits.alone(circuit))).values);
        assertEquals(expected,
                run(circuit, new Engine(new ScalarBackend(), 2, new int[][] {{8, 1, 3}, {0, 2, 7, 5}, {4, 6}})).values);
    }

    @Test
    void aContinuedRunRecordsTheRest() {
        Circuits circuit = recorded();
        Map<String, List<Double>> expected = run(circuit,
                new Engine(new ScalarBackend(), 1, Circuits.together(circuit))).values;
        Engine engine = new Engine(new ScalarBackend(), 2, Circuits.alone(circuit));
        Heard heard = new Heard();
        Experiment half = Circuits.experiment(1.525, 0.025);
        Simulation first = new Simulation(circuit.circuit(), half, engine);
        first.run(heard, () -> false);
        SavedState state = first.state();
        new Simulation(circuit.circuit(), EXPERIMENT, engine).resume(state, heard, () -> false);
        assertEquals(expected, heard.values);
    }

    /** Between epochs nothing but what hands a block over is allocated, however much a block holds. */
    @Test
    void recordingUsesItsMemoryAgain() {
        Circuits circuit = new Circuits();
        for (int i = 0; i < CELLS; i++) {
            circuit.add(Circuits.cell(TREE, -65, List.of(), List.of()));
        }
        int places = 20_000;
        circuit.reports.add(
                new Report("many", places, i -> new Quantity.Voltage(i % CELLS, 3), "", 0, Double.POSITIVE_INFINITY,
                        0.025));
        circuit.electrodes.add(new Electrode("near", 0.025, RecordingTest::transfer));
        List<Long> allocated = new ArrayList<>(1000);
        long[] recorded = new long[1];
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        Observer observer = new Observer() {
            @Override
            public void traces(int[] probes, double[] time_ms, double[][] values) {
            }

            @Override
            public void spikes(int[] gid, double[] time_ms) {
            }

            @Override
            public void report(int report, double[] time_ms, double[][] values) {
                recorded[0] += 8L * time_ms.length * places;
            }
        };
        new Simulation(circuit.circuit(), Circuits.experiment(200, 0.025),
                new Engine(new ScalarBackend(), 1, Circuits.together(circuit))).run(observer, () -> {
                    allocated.add(threads.getCurrentThreadAllocatedBytes());
                    return false;
                });
        long bytes = allocated.getLast() - allocated.get(allocated.size() / 2);
        assertTrue(bytes < recorded[0] / 200, bytes + " bytes for a report of " + recorded[0]);
    }
}
