package huxley.solver.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.cell.Cell;
import huxley.neuron.cell.Cell.Placed;
import huxley.neuron.cell.Compartments;
import huxley.neuron.mechanism.Ion;
import huxley.solver.precision.Precision;
import huxley.solver.scalar.ScalarBackend;
import huxley.solver.simd.SimdBackend;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Experiment;
import huxley.synapse.Present;
import huxley.synapse.SavedState;
import huxley.synapse.Steering;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Runs that are steered, against runs that are left alone. */
class SteeringTest {
    private static final double DT_ms = 0.025;

    private static Circuits steered(Engine engine, Steering steering) {
        Circuits circuit = SavedStateTest.circuit();
        SavedStateTest.prepare(circuit);
        new Simulation(circuit.circuit(), Circuits.experiment(20, DT_ms), engine).run(circuit, () -> false, steering);
        return circuit;
    }

    @Test
    void epochsCutAnywhereGiveTheSameBits() {
        Circuits whole = SavedStateTest.circuit().run(Circuits.experiment(20, DT_ms),
                SavedStateTest.engines().getFirst());
        assertTrue(whole.spikes.size() > 20);
        for (Engine engine : SavedStateTest.engines()) {
            Random random = new Random(5);
            Circuits cut = steered(engine, present -> {
                if (random.nextInt(4) == 0) {
                    present.handOver();
                }
                return 1 + random.nextInt(7);
            });
            assertEquals(whole.spikes, cut.spikes);
            assertEquals(whole.time_ms, cut.time_ms);
            for (int p = 0; p < whole.probes.size(); p++) {
                assertArrayEquals(whole.trace(p), cut.trace(p), "probe " + p);
            }
        }
    }

    @Test
    void whatIsReadIsWhatProbesRecord() {
        for (Engine engine : SavedStateTest.engines()) {
            for (Precision precision : Precision.values()) {
                List<Quantity> quantities = new ArrayList<>(
                        IntStream.range(0, 11).mapToObj(i -> (Quantity) new Quantity.Voltage(i, 11)).toList());
                quantities.add(new Quantity.Density(2, "hh", "m", 0, 1));
                quantities.add(new Quantity.Point(4, 1, "x", 0));
                int[] probe = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13};
                List<float[]> read = new ArrayList<>();
                Circuits circuit = steered(new Engine(engine.backend(), precision, engine.threads(), engine.groups()),
                        present -> {
                            float[] values = new float[quantities.size()];
                            present.read(quantities, values);
                            assertEquals(0.1 * read.size(), present.time_ms(), 1e-9);
                            read.add(values);
                            return 4;
                        });
                for (int q = 0; q < probe.length; q++) {
                    int stride = circuit.probes.get(probe[q]).interval_ms() == 0.1 ? 1 : 4;
                    double[] trace = circuit.trace(probe[q]);
                    for (int i = 0; i < read.size(); i++) {
                        assertEquals((float) trace[stride * i], read.get(i)[q], quantities.get(q).toString());
                    }
                }
            }
        }
    }

    @Test
    void variablesWithoutMemoryAreNotKept() {
        steered(SavedStateTest.engines().getFirst(), present -> {
            assertTrue(present.isKept(new Quantity.Density(2, "hh", "m", 0, 1)));
            assertTrue(present.isKept(new Quantity.IonQuantity(3, "ca", Ion.Quantity.INNER, 1)));
            assertFalse(present.isKept(new Quantity.IonQuantity(3, "cl", Ion.Quantity.INNER, 1)));
            assertFalse(present.isKept(new Quantity.Density(2, "hh", "minf", 0, 1)));
            assertFalse(present.isKept(new Quantity.Density(2, "nothing", "m", 0, 1)));
            assertFalse(present.isKept(new Quantity.MembraneCurrent(2, 0)));
            return Steering.STOP;
        });
    }

    @Test
    void stateTakenOnTheWayIsThatOfARunThatEndsThere() {
        for (double at_ms : new double[] {0, 7.3}) {
            AtomicReference<SavedState> taken = new AtomicReference<>();
            Circuits first = steered(SavedStateTest.engines().get(1), present -> {
                if (present.time_ms() > at_ms - 1e-9) {
                    taken.set(present.state());
                    return Steering.STOP;
                }
                return 1;
            });
            assertEquals(at_ms, taken.get().time_ms(), 1e-9);
            Circuits rest = SavedStateTest.circuit();
            SavedStateTest.prepare(rest);
            new Simulation(rest.circuit(), Circuits.experiment(20, DT_ms), SavedStateTest.engines().get(2))
                    .resume(taken.get(), rest, () -> false);
            Circuits whole = SavedStateTest.circuit().run(Circuits.experiment(20, DT_ms),
                    SavedStateTest.engines().getFirst());
            List<Object> spikes = new ArrayList<>(first.spikes);
            spikes.addAll(rest.spikes);
            assertEquals(whole.spikes, spikes);
        }
    }

    @Test
    void injectedCurrentIsThatOfAClamp() {
        Compartments tree = Circuits.randomTree(3, 9);
        Cell bare = Circuits.cell(tree, -65, List.of(Circuits.everywhere(tree, "hh", Map.of())), List.of());
        Cell clamped = Circuits.cell(tree, -65, bare.painted(), List.of(new Placed("clamp",
                Circuits.builtIn("IClamp"), 4, Map.of("del", 2.0, "dur", 5.0, "amp", 0.4))));
        for (Experiment.Scheme scheme : Experiment.Scheme.values()) {
            Circuits expected = voltages(clamped, scheme, present -> Steering.AN_EPOCH);
            Circuits injected = voltages(bare, scheme, new Steering() {
                private boolean done;

                @Override
                public long steps(Present present) {
                    if (!done && present.time_ms() > 2 - 1e-9) {
                        done = true;
                        assertTrue(present.inject(0, 4, 0.4, 5).isEmpty());
                    }
                    return 1;
                }
            });
            assertArrayEquals(expected.trace(0), injected.trace(0), 1e-9);
            assertTrue(injected.trace(0)[200] > -50);
        }
    }

    private static Circuits voltages(Cell cell, Experiment.Scheme scheme, Steering steering) {
        Circuits circuit = new Circuits();
        circuit.add(cell);
        circuit.probe(new Quantity.Voltage(0, 4), DT_ms);
        SavedStateTest.prepare(circuit);
        Experiment usual = Circuits.experiment(10, DT_ms);
        new Simulation(circuit.circuit(), new Experiment(10, DT_ms, usual.temperature_degC(), 0, 1, scheme, Map.of()),
                new Engine(new SimdBackend(), 1, Circuits.alone(circuit))).run(circuit, () -> false, steering);
        return circuit;
    }

    @Test
    void theEndIsSeenOnceAndAfterEverything() {
        Circuits circuit = SavedStateTest.circuit();
        SavedStateTest.prepare(circuit);
        List<Double> seen = new ArrayList<>();
        new Simulation(circuit.circuit(), Circuits.experiment(5, DT_ms),
                new Engine(new ScalarBackend(), 1, Circuits.together(circuit))).run(circuit, () -> false,
                        new Steering() {
                            @Override
                            public long steps(Present present) {
                                return AN_EPOCH;
                            }

                            @Override
                            public void done(Present present) {
                                seen.add(present.time_ms());
                                assertEquals(201, circuit.trace(11).length);
                            }
                        });
        assertEquals(List.of(5.0), seen);
    }
}
