package huxley.solver.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.cell.Cell.Painted;
import huxley.neuron.cell.Cell.Placed;
import huxley.neuron.cell.Compartments;
import huxley.neuron.mechanism.Mechanism;
import huxley.solver.accelerator.Accelerator;
import huxley.solver.accelerator.Interpreter;
import huxley.solver.precision.Precision;
import huxley.solver.scalar.ScalarBackend;
import huxley.synapse.Circuit.ArtificialCell;
import huxley.synapse.Circuit.ImposedPotential;
import huxley.synapse.Circuit.Play;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Circuit.SpikeDetector;
import huxley.synapse.Experiment;
import huxley.synapse.SavedState;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The description of a step, carried out by an accelerator, gives the bits of the step itself. */
abstract class AcceleratorCases {
    abstract Accelerator accelerator();

    private static final Experiment SHORT = Circuits.experiment(20, 0.025);

    private static Engine engine(Precision precision, int[][] groups) {
        return new Engine(new ScalarBackend(), precision, 1, groups);
    }

    private static void assertSame(Circuits expected, Circuits got) {
        assertEquals(expected.spikes, got.spikes);
        for (int p = 0; p < expected.probes.size(); p++) {
            assertArrayEquals(expected.trace(p), got.trace(p), "probe " + p);
        }
    }

    private void assertSame(Supplier<Circuits> model, Experiment experiment, Precision precision,
            int[][] groups, int away) {
        Circuits expected = model.get().run(experiment, engine(precision, groups));
        assertTrue(expected.spikes.size() > 5, expected.spikes.toString());
        Accelerator accelerator = accelerator();
        int before = accelerator instanceof Interpreter interpreter ? interpreter.loaded : 0;
        assertSame(expected, model.get().run(experiment, engine(precision, groups).with(accelerator)));
        if (accelerator instanceof Interpreter interpreter) {
            assertEquals(away, interpreter.loaded - before);
        }
    }

    @Test
    void equalCellsGiveTheBitsOfTheEngine() {
        int[][] apart = {{0, 1, 2, 3, 4, 5, 6}, {7, 8, 9, 10, 11, 12, 13}, {14}};
        assertSame(SimulationTest::ring, SHORT, Precision.DOUBLE, apart, 2);
        assertSame(SimulationTest::ring, SHORT, Precision.SINGLE, apart, 2);
    }

    @Test
    void groupsThatMustStayRunBesideThoseThatMayGo() {
        int[][] mixed = {{0, 1, 2, 3, 4, 5, 6, 14}, {7, 8, 9, 10, 11, 12, 13}};
        assertSame(SimulationTest::ring, SHORT, Precision.DOUBLE, mixed, 1);
        assertSame(SimulationTest::ring, SHORT, Precision.DOUBLE, Circuits.alone(SimulationTest.ring()), 14);
    }

    @Test
    void unlikeCellsWithAnIonPoolGiveTheBitsOfTheEngine() {
        int[][] parts = {{0, 5, 2, 8}, {7, 1, 3, 4, 6}, {9}};
        assertSame(SimulationTest::unlike, SHORT, Precision.DOUBLE, parts, 2);
        assertSame(SimulationTest::unlike, SHORT, Precision.SINGLE, parts, 2);
    }

    @Test
    void crankNicolsonGivesTheBitsOfTheEngine() {
        Experiment second = new Experiment(20, 0.025, 6.3, 0, 1, Experiment.Scheme.CRANK_NICOLSON, Map.of());
        assertSame(SimulationTest::unlike, second, Precision.DOUBLE, new int[][] {{0, 5, 2, 8}, {7, 1, 3, 4, 6}, {9}},
                2);
    }

    @Test
    void stateAtTheEndIsThatOfTheEngine() {
        assertSameState(SimulationTest.unlike(), new int[][] {{0, 5, 2, 8}, {7, 1, 3, 4, 6}, {9}});
    }

    private void assertSameState(Circuits circuit, int[][] parts) {
        circuit.probes.clear();
        Simulation plain = new Simulation(circuit.circuit(), SHORT, engine(Precision.DOUBLE, parts));
        Simulation away = new Simulation(circuit.circuit(), SHORT,
                engine(Precision.DOUBLE, parts).with(accelerator()));
        plain.run(circuit, () -> false);
        away.run(circuit, () -> false);
        SavedState expected = plain.state();
        SavedState got = away.state();
        assertEquals(expected.arrays().keySet(), got.arrays().keySet());
        expected.arrays().forEach((name, values) -> assertArrayEquals(values, got.array(name), name));
    }

    /** A ring of cells whose synapses tire: what they have left stands in a weight of each connection. */
    static Circuits tiring() {
        Mechanism synapse = Circuits.compiled("""
                NEURON { POINT_PROCESS tiring NONSPECIFIC_CURRENT i RANGE g }
                ASSIGNED { v i (nA) }
                STATE { g }
                BREAKPOINT { SOLVE decay METHOD cnexp i = g * v }
                DERIVATIVE decay { g' = -g / 2 }
                NET_RECEIVE (w, left, last (ms)) {
                    INITIAL { left = 1 last = -1000 }
                    left = 1 - (1 - left) * exp(-(t - last) / 20)
                    g = g + w * left
                    left = left * 0.8
                    last = t
                }
                """);
        Circuits circuit = new Circuits();
        Compartments tree = Circuits.randomTree(1, 12);
        for (int i = 0; i < 9; i++) {
            circuit.add(Circuits.cell(tree, -65, List.of(Circuits.everywhere(tree, "hh", Map.of())),
                    List.of(new Placed("synapse", synapse, 3, Map.of()))));
            circuit.detectors.add(new SpikeDetector(i, 0, -10));
            circuit.connect(i, (i + 1) % 9, 0, 1.5, 0.05 + 0.001 * i, 0, 0);
            circuit.connect(i, (i + 4) % 9, 0, 2.5, 0.01, 0, 0);
        }
        circuit.artificial.add(new ArtificialCell("start", Circuits.builtIn("VecStim"), Map.of(), new double[] {1}));
        circuit.connect(9, 0, 0, 0, 0.1, 0, 0);
        return circuit;
    }

    @Test
    void weightsThatEventsChangeAreThoseOfTheEngine() {
        assertSame(AcceleratorCases::tiring, SHORT, Precision.DOUBLE, new int[][] {{0, 1, 2, 3, 4, 5, 6, 7, 8}, {9}},
                1);
        assertSameState(tiring(), new int[][] {{0, 1, 2, 3, 4, 5, 6, 7, 8}, {9}});
    }

    /** Held, interpolated and several waveforms into clamps, one into a voltage, fields around cells of unlike shape. */
    private static Circuits stimulated() {
        Circuits circuit = new Circuits();
        double[] steps_ms = {1, 2.5, 2.5, 4.0125, 9};
        double[] levels_nA = {0.3, 0.1, -0.2, 0.4, 0.2};
        for (int i = 0; i < 6; i++) {
            Compartments tree = Circuits.randomTree(i / 2, 20 + i / 2);
            circuit.add(Circuits.cell(tree, -65, List.of(Circuits.everywhere(tree, "hh", Map.of())), List.of(
                    new Placed("clamp", Circuits.builtIn("IClamp"), 0, Map.of("del", 0.0, "dur", 1e9, "amp", 0.0)))));
            circuit.detectors.add(new SpikeDetector(i, 0, -10));
            Quantity amplitude = new Quantity.Point(i, 0, "amp", 0);
            circuit.probe(new Quantity.Voltage(i, 5), 0.1);
            circuit.probe(amplitude, 0.1);
            circuit.plays.add(new Play(amplitude, steps_ms, levels_nA, i % 3 > 0));
            if (i % 3 == 2) {
                circuit.plays.add(new Play(amplitude, new double[] {6, 7, 12}, new double[] {1, 0.5, 2}, false));
            }
            double[] field = IntStream.range(0, tree.size()).mapToDouble(c -> 0.3 * c % 5).toArray();
            circuit.imposed.add(new ImposedPotential(i, field, new double[] {2, 5, 5, 8}, new double[] {0, 3, -3, 1}));
            circuit.imposed.add(new ImposedPotential(i, field, new double[] {0, 9}, new double[] {1, i}));
        }
        circuit.plays.add(new Play(new Quantity.Voltage(4, 2), new double[] {8, 8.1}, new double[] {-20, -30}, false));
        return circuit;
    }

    @Test
    void stimuliGiveTheBitsOfTheEngine() {
        int[][] parts = {{0, 5, 2}, {1, 3, 4}};
        assertSame(AcceleratorCases::stimulated, SHORT, Precision.DOUBLE, parts, 2);
        assertSame(AcceleratorCases::stimulated, SHORT, Precision.SINGLE, parts, 2);
    }

    /** Synapses that open for a while, by events that they send to themselves and put off while more arrive. */
    static Circuits opening() {
        Mechanism synapse = Circuits.compiled("""
                NEURON { POINT_PROCESS opening NONSPECIFIC_CURRENT i RANGE g, on, again, seen, high }
                ASSIGNED { v i (nA) on again seen high }
                STATE { g }
                INITIAL { on = 0 again = 0 seen = 0 high = 0 net_send(3, 4) }
                BREAKPOINT { SOLVE decay METHOD cnexp i = g * v }
                DERIVATIVE decay { g' = (on - g) / 0.5 }
                NET_RECEIVE (w, count) {
                    INITIAL { count = 0 }
                    if (flag == 0) {
                        count = count + 1
                        seen = seen + w * count
                        if (on == 0) {
                            on = w
                            net_send(1.5, 1)
                            net_send(0.7 + seen, 2)
                        } else {
                            again = again + 1
                            net_move(t + 1.5)
                        }
                    } else if (flag == 1) {
                        on = 0
                        net_send(0, 3)
                    } else if (flag == 2) {
                        g = g + 0.01 * w + 0.001 * count
                    } else if (flag == 3) {
                        g = g + 0.002
                    } else if (flag == 4) {
                        g = g + 0.05
                        net_send(4, 4)
                        WATCH (v > -40) 5
                        WATCH (g > 0.2) 6
                    } else if (flag == 5) {
                        high = high + 1
                        WATCH (v < -60) 7
                    } else {
                        high = high + 100
                        g = g + 0.001
                        WATCH (v > -50) 5
                    }
                }
                """);
        Circuits circuit = new Circuits();
        Compartments tree = Circuits.randomTree(1, 12);
        for (int i = 0; i < 9; i++) {
            circuit.add(Circuits.cell(tree, -65, List.of(Circuits.everywhere(tree, "hh", Map.of())),
                    List.of(new Placed("synapse", synapse, 3, Map.of()), new Placed("other", synapse, 5, Map.of()))));
            circuit.detectors.add(new SpikeDetector(i, 0, -10));
            circuit.connect(i, (i + 1) % 9, 0, 1.5, 0.05 + 0.001 * i, 0, 0);
            circuit.connect(i, (i + 4) % 9, 1, 2.5, 0.01, 0, 0);
            circuit.connect(i, (i + 4) % 9, 0, 1.5, 0.02, 0, 0);
            circuit.probe(new Quantity.Point(i, 0, "again", 0), 0.1);
            circuit.probe(new Quantity.Point(i, 1, "high", 0), 0.1);
        }
        circuit.artificial.add(new ArtificialCell("start", Circuits.builtIn("VecStim"), Map.of(),
                new double[] {1, 1.3, 2.5, 4}));
        circuit.connect(9, 0, 0, 0, 0.1, 0, 0);
        return circuit;
    }

    @Test
    void eventsThatInstancesSendToThemselvesComeAsInTheEngine() {
        int[][] parts = {{0, 1, 2, 3, 4, 5, 6, 7}, {8}, {9}};
        Circuits alone = opening().run(SHORT, engine(Precision.DOUBLE, parts));
        assertTrue(IntStream.range(0, alone.probes.size()).mapToObj(alone::trace)
                .anyMatch(t -> t[t.length - 1] > 100 && t[t.length - 1] % 100 > 0), "both kinds of watches go off");
        assertSame(AcceleratorCases::opening, SHORT, Precision.DOUBLE, parts, 2);
        assertSameState(opening(), parts);
    }

    @Test
    void failureIsThatOfTheEngine() {
        Mechanism explosive = Circuits.compiled("""
                NEURON { SUFFIX explosive NONSPECIFIC_CURRENT i }
                ASSIGNED { v i (mA/cm2) }
                BREAKPOINT { i = sqrt(-60.5 - v) * 1e-3 - 1e-2 }
                """);
        Supplier<Circuits> model = () -> {
            Circuits circuit = new Circuits();
            Compartments sphere = Circuits.cable(1, 20, 20, 100);
            for (int i = 0; i < 3; i++) {
                circuit.add(Circuits.cell(sphere, -65 - i, List.of(new Painted(explosive, new int[] {0}, Map.of())),
                        List.of()));
                circuit.probe(new Quantity.Voltage(i, 0), 0.1);
            }
            return circuit;
        };
        Circuits expected = model.get();
        Circuits got = model.get();
        int[][] groups = Circuits.alone(expected);
        NumericalFailure here = assertThrows(NumericalFailure.class,
                () -> expected.run(SHORT, engine(Precision.DOUBLE, groups)));
        NumericalFailure there = assertThrows(NumericalFailure.class,
                () -> got.run(SHORT, engine(Precision.DOUBLE, groups).with(accelerator())));
        assertEquals(here.getMessage(), there.getMessage());
        assertEquals(expected.values, got.values);
    }
}
