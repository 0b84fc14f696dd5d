package huxley.solver.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.cell.Cell;
import huxley.neuron.cell.Cell.Painted;
import huxley.neuron.cell.Cell.Placed;
import huxley.neuron.cell.Compartments;
import huxley.neuron.mechanism.Ion;
import huxley.neuron.mechanism.Mechanism;
import huxley.solver.scalar.ScalarBackend;
import huxley.solver.simd.SimdBackend;
import huxley.synapse.Circuit.ArtificialCell;
import huxley.synapse.Circuit.Connection;
import huxley.synapse.Circuit.Play;
import huxley.synapse.Circuit.PointRef;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Circuit.SpikeDetector;
import huxley.synapse.Experiment;
import huxley.synapse.Population;
import huxley.synapse.Projection;
import huxley.synapse.SavedState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that are stopped and continued from their state, against runs that never stopped. */
class SavedStateTest {
    private static final double DURATION_ms = 30;
    /** One for all, since it compiles every kernel once. */
    private static final SimdBackend SIMD = new SimdBackend();
    /** Everything an event can leave behind: pending and moved self-events, watches, changed weights, drawn numbers. */
    private static final Mechanism WATCHFUL = Circuits.compiled("""
            NEURON { POINT_PROCESS Watchful RANGE level, x, pending RANDOM r NONSPECIFIC_CURRENT i }
            PARAMETER { level = -40 }
            STATE { x }
            ASSIGNED { v i pending }
            INITIAL { x = 0 pending = 0 net_send(0, 3) }
            BREAKPOINT { SOLVE decay METHOD cnexp i = 0.0001 * x * v }
            DERIVATIVE decay { x' = -x / 5 }
            NET_RECEIVE (w, last) {
                INITIAL { last = -1 }
                if (flag == 0) {
                    w = w * 1.01
                    last = t
                    x = x + w
                    if (pending == 0) { pending = 1 net_send(2.2, 1) } else { net_move(t + 1.7) }
                } else if (flag == 1) {
                    pending = 0
                    x = x + random_uniform(r)
                    net_event(t + 0.33)
                } else if (flag == 2) {
                    level = level + 0.01
                    x = x + 0.1
                } else {
                    WATCH (v > level) 2
                }
            }
            """);
    private static final Mechanism CALCIUM = Circuits.compiled("""
            NEURON { SUFFIX pool USEION ca READ ica WRITE cai RANGE tau }
            PARAMETER { tau = 10 }
            ASSIGNED { ica }
            STATE { cai }
            BREAKPOINT { SOLVE states METHOD cnexp }
            DERIVATIVE states { cai' = -10 * ica + (5e-5 - cai) / tau }
            """);
    private static final Mechanism CHANNEL = Circuits.compiled("""
            NEURON { SUFFIX chan USEION ca READ eca, cai WRITE ica }
            ASSIGNED { v eca cai ica }
            BREAKPOINT { ica = 1e-5 * (v - eca) / (1 + exp(-(v + 40) / 5)) * (1 + cai) }
            """);

    static Circuits circuit() {
        Circuits circuit = new Circuits();
        List<Cell> kinds = new ArrayList<>();
        for (int seed = 1; seed <= 2; seed++) {
            Compartments tree = Circuits.randomTree(seed, 12);
            int[] membrane = Circuits.everywhere(tree, "pas", Map.of()).compartment();
            kinds.add(Circuits.cell(tree, -65,
                    List.of(Circuits.everywhere(tree, "hh", Map.of()), new Painted(CHANNEL, membrane, Map.of()),
                            new Painted(CALCIUM, membrane, Map.of())),
                    List.of(new Placed("synapse", Circuits.builtIn("ExpSyn"), 3, Map.of("tau", 2.0)),
                            new Placed("watchful", WATCHFUL, 0, Map.of()),
                            new Placed("clamp", Circuits.builtIn("IClamp"), 0,
                                    Map.of("del", 0.0, "dur", 1e9, "amp", 0.0)))));
        }
        int n = 11;
        for (int i = 0; i < n; i++) {
            circuit.add(kinds.get(i % 3 == 0 ? 0 : 1));
            circuit.detectors.add(new SpikeDetector(i, 0, -10));
            circuit.connect(i, (i + 1) % n, 0, 1 + 0.3 * (i % 3), 0.05);
            circuit.connect(i, (i + 2) % n, 1, 0.7, 0.5, 0);
            circuit.probe(new Quantity.Voltage(i, 11), 0.1);
        }
        circuit.probe(new Quantity.Density(2, "hh", "m", 0, 1), 0.025);
        circuit.probe(new Quantity.IonQuantity(3, "ca", Ion.Quantity.INNER, 1), 0.3);
        circuit.probe(new Quantity.Point(4, 1, "x", 0), 0.1);
        circuit.probe(new Quantity.MembraneCurrent(5, 0), 0.1);
        circuit.artificial.add(new ArtificialCell("replay", Circuits.builtIn("VecStim"), Map.of(),
                new double[] {1, 8, 9.99, 10, 10.01, 22}));
        circuit.artificial.add(new ArtificialCell("noise", Circuits.builtIn("NetStim"),
                Map.of("interval", 3.0, "number", 1e9, "start", 0.0, "noise", 1.0), new double[0]));
        circuit.artificial.add(new ArtificialCell("echo", Circuits.builtIn("IntFire1"), Map.of("tau", 5.0),
                new double[0]));
        circuit.connect(n, 0, 0, 0, 0.05);
        circuit.connect(n, 3, 1, 0, 0.2, 0);
        circuit.connect(n + 1, 6, 0, 0.5, 0.02);
        circuit.connect(n + 1, n + 2, -1, 0.5, 0.7);
        circuit.connections.add(new Connection(-1, new PointRef(4, 1), new PointRef(8, 0), 1.1, new double[] {0.03}));
        circuit.plays.add(new Play(new Quantity.Point(7, 2, "amp", 0), new double[] {0, 5, 12, 12, 20},
                new double[] {0, 0.1, 0.1, 0, 0.2}, true));
        circuit.plays.add(new Play(new Quantity.Point(8, 2, "amp", 0), new double[] {4, 11}, new double[] {0.2, 0.1},
                false));
        project(circuit, n);
        return circuit;
    }

    /** Synapses with and without a state of their own, one of which changes weights and draws numbers. */
    private static void project(Circuits circuit, int n) {
        Population all = new Population("all", 0, n, null);
        circuit.populations.add(all);
        circuit.projections.add(new Projection("merged", all, all, Circuits.builtIn("ExpSyn"), Map.of("tau", 3.0),
                List.of(), 1, true, null, (target, sink) -> {
                    for (int k = 1; k < 4; k++) {
                        sink.connection((target + k) % n, k, 0.4 + 0.9 * k, new double[] {1e-4 * k});
                    }
                }));
        circuit.projections.add(new Projection("watchful", all, all, WATCHFUL, Map.of(), List.of("level"), 2, false,
                null, (target, sink) -> {
                    for (int k = 2; k < 5; k++) {
                        sink.connection((target + k) % n, 7, 0.3 * k, new double[] {0.2, 0, -40 - k});
                    }
                }));
        circuit.probe(new Quantity.Synaptic(2, "merged", 1, "g", 0), 0.1);
        circuit.probe(new Quantity.Synaptic(2, "watchful", 1, "x", 0), 0.1);
    }

    private static Experiment experiment(double duration_ms) {
        return Circuits.experiment(duration_ms, 0.025);
    }

    static List<Engine> engines() {
        int[][] halves = {{0, 1, 2, 3, 4, 11, 13}, {5, 6, 7, 8, 9, 10, 12}};
        return List.of(new Engine(new ScalarBackend(), 1, Circuits.alone(circuit())), new Engine(SIMD, 2, halves),
                new Engine(SIMD, 1, Circuits.together(circuit())));
    }

    static void prepare(Circuits circuit) {
        circuit.probes.forEach(p -> circuit.values.add(new ArrayList<>()));
    }

    private static SavedState stateAt(double time_ms, Circuits circuit, Engine engine) {
        prepare(circuit);
        Simulation simulation = new Simulation(circuit.circuit(), experiment(time_ms), engine);
        simulation.run(circuit, () -> false);
        return simulation.state();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.025, 3.3, 10, 10.5, 22.4})
    void continuedRunGivesTheSameBitsAsOneThatNeverStopped(double stop_ms) {
        Circuits whole = circuit().run(experiment(DURATION_ms), engines().getFirst());
        assertTrue(whole.spikes.size() > 30, whole.spikes.toString());
        for (Engine first : engines()) {
            for (Engine second : engines()) {
                Circuits parts = circuit();
                SavedState state = stateAt(stop_ms, parts, first);
                double reached_ms = new Simulation(parts.circuit(), experiment(DURATION_ms), second).resume(state,
                        parts, () -> false);
                assertEquals(DURATION_ms, reached_ms);
                assertEquals(whole.spikes, parts.spikes);
                for (int p = 0; p < whole.probes.size(); p++) {
                    assertArrayEquals(whole.trace(p), parts.trace(p), "probe " + p);
                }
                assertEquals(whole.time_ms, parts.time_ms);
            }
        }
    }

    @Test
    void stateDoesNotDependOnGroupingThreadsOrBackend() {
        SavedState one = stateAt(17.5, circuit(), engines().getFirst());
        assertTrue(one.array("events/time").length > 2);
        assertTrue(one.array("mechanisms/Watchful/watch.state").length == 11);
        for (Engine engine : engines()) {
            SavedState other = stateAt(17.5, circuit(), engine);
            assertEquals(one.arrays().keySet(), other.arrays().keySet());
            one.arrays().forEach((name, values) -> assertArrayEquals(values, other.array(name), name));
        }
    }

    /** Of 14 gids, each rank has every n-th, none of the first kind of cells on the last of two. */
    private static Engine ofRank(Peers peers) {
        IntPredicate here = gid -> peers.ranks() == 2
                ? (gid % 3 == 0 || gid > 11 ? 0 : 1) == peers.rank()
                : gid % peers.ranks() == peers.rank();
        // Generators of spikes, with delays of 0, are alone.
        int[][] groups = {IntStream.range(0, 11).filter(here).toArray(),
                IntStream.of(11).filter(here).toArray(),
                IntStream.of(12).filter(here).toArray(), IntStream.of(13).filter(here).toArray()};
        return new Engine(new ScalarBackend(), 1, Stream.of(groups).filter(g -> g.length > 0).toArray(int[][]::new))
                .with(peers);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void stateDoesNotDependOnRanksAndContinuesOnAnyNumberOfThem(int ranks) throws Exception {
        SavedState one = stateAt(17.5, circuit(), engines().getFirst());
        SavedState all = PeerThreads.on(ranks, peers -> stateAt(17.5, circuit(), ofRank(peers))).getFirst();
        assertEquals(new TreeSet<>(one.arrays().keySet()), new TreeSet<>(all.arrays().keySet()));
        one.arrays().forEach((name, values) -> assertArrayEquals(values, all.array(name), name));
        Circuits whole = circuit().run(experiment(DURATION_ms), engines().getFirst());
        Circuits rest = PeerThreads.on(5 - ranks, peers -> {
            Circuits mine = circuit();
            prepare(mine);
            new Simulation(mine.circuit(), experiment(DURATION_ms), ofRank(peers)).resume(all, mine, () -> false);
            return mine;
        }).getFirst();
        assertEquals(whole.spikes.subList(whole.spikes.size() - rest.spikes.size(), whole.spikes.size()), rest.spikes);
        for (int p = 0; p < whole.probes.size(); p++) {
            double[] values = whole.trace(p);
            double[] last = rest.trace(p);
            assertArrayEquals(Arrays.copyOfRange(values, values.length - last.length, values.length), last);
            assertTrue(last.length > values.length / 3);
        }
    }

    @Test
    void stateOfARestoredRunIsTheStateOfTheWholeRun() {
        SavedState whole = stateAt(20, circuit(), engines().getFirst());
        Circuits parts = circuit();
        SavedState half = stateAt(10, parts, engines().get(1));
        Simulation second = new Simulation(parts.circuit(), experiment(20), engines().get(2));
        second.resume(half, parts, () -> false);
        whole.arrays().forEach((name, values) -> assertArrayEquals(values, second.state().array(name), name));
    }

    @Test
    void parametersOfTheContinuedModelCount() {
        Circuits circuit = circuit();
        SavedState state = stateAt(10, circuit, engines().getFirst());
        Circuits other = circuit();
        Cell cell = other.cells.getFirst().cell();
        List<Placed> placed = new ArrayList<>(cell.placed());
        placed.set(2, new Placed("clamp", Circuits.builtIn("IClamp"), 0,
                Map.of("del", 0.0, "dur", 1e9, "amp", -0.5)));
        Cell weaker = new Cell(cell.name(), null, cell.compartments(), cell.capacitance_uF_per_cm2(),
                cell.initialVoltage_mV(), cell.painted(), placed, cell.ions());
        other.cells.set(0, new huxley.synapse.Circuit.CellInstance("weaker", weaker));
        prepare(other);
        new Simulation(other.circuit(), experiment(20), engines().get(1)).resume(state, other, () -> false);
        Circuits same = circuit().run(experiment(20), engines().getFirst());
        assertTrue(other.trace(0)[99] < same.trace(0)[199] - 5);
    }

    @Test
    void stateOfAnotherCircuitIsRefused() {
        SavedState state = stateAt(1, circuit(), engines().getFirst());
        Circuits other = circuit();
        other.connect(0, 5, 0, 1, 0.1);
        assertEquals(List.of("it is of 27 connections, the model has 28"), state.differences(other.circuit()));
        Simulation simulation = new Simulation(other.circuit(), experiment(10), engines().getFirst());
        assertThrows(IllegalArgumentException.class, () -> simulation.resume(state, other, () -> false));
    }
}
