package huxley.solver.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.solver.simd.SimdBackend;
import huxley.solver.kernel.Backend;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.cell.Cell.Placed;
import huxley.neuron.cell.Compartments;
import huxley.solver.scalar.ScalarBackend;
import huxley.synapse.Circuit.ArtificialCell;
import huxley.synapse.Circuit.Connection;
import huxley.synapse.Circuit.PointRef;
import huxley.synapse.Circuit.Pointer;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Circuit.SpikeDetector;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When an event acts, to the step, as numerics.md orders it. */
class EventRulesTest {
    private static final double DT_ms = 0.025;
    private static final double WEIGHT_uS = 1e-3;

    private static Engine engine(int[][] groups) {
        return new Engine(new ScalarBackend(), 1, groups);
    }

    private static Circuits passive(int cells, Placed... placed) {
        Compartments sphere = Circuits.cable(1, 20, 20, 100);
        Circuits circuit = new Circuits();
        for (int i = 0; i < cells; i++) {
            circuit.add(Circuits.cell(sphere, -65, List.of(Circuits.everywhere(sphere, "pas", Map.of("e", -65.0))),
                    List.of(placed)));
        }
        return circuit;
    }

    private static Placed synapse() {
        return new Placed("synapse", Circuits.builtIn("ExpSyn"), 0, Map.of("tau", 2.0));
    }

    /** The sample before the first one in which the synapse conducts. */
    @ParameterizedTest
    @CsvSource({"1, 0, 1", "1.01, 0, 1", "1.0125, 0, 1", "1.02, 0, 1.025", "0.5, 0.51, 1", "0.3, 1, 1.3"})
    void eventUpToTheMiddleOfAStepActsInIt(double sent_ms, double delay_ms, double last_ms) {
        Circuits circuit = passive(1, synapse());
        circuit.artificial
                .add(new ArtificialCell("source", Circuits.builtIn("VecStim"), Map.of(), new double[] {sent_ms}));
        circuit.connect(1, 0, 0, delay_ms, WEIGHT_uS);
        circuit.probe(new Quantity.Point(0, 0, "g", 0), DT_ms);
        for (int[][] groups : new int[][][] {{{0, 1}}, {{0}, {1}}}) {
            circuit.run(Circuits.experiment(2, DT_ms), engine(groups));
            double[] g = circuit.trace(0);
            int last = (int) Math.round(last_ms / DT_ms);
            assertEquals(0, g[last]);
            assertEquals(WEIGHT_uS * Math.exp(-DT_ms / 2), g[last + 1], 1e-12);
        }
    }

    @Test
    void spikeIsReportedAtTheStepThatSeesItAndArrivesAfterItsDelay() {
        Circuits circuit = passive(2, synapse(),
                new Placed("clamp", Circuits.builtIn("IClamp"), 0, Map.of("del", 1.0, "dur", 100.0, "amp", 0.5)));
        circuit.detectors.add(new SpikeDetector(0, 0, -60));
        circuit.connect(0, 1, 0, 0.5, WEIGHT_uS);
        circuit.probe(new Quantity.Voltage(0, 0), DT_ms);
        circuit.probe(new Quantity.Point(1, 0, "g", 0), DT_ms);
        for (int[][] groups : new int[][][] {{{0, 1}}, {{0}, {1}}}) {
            circuit.run(Circuits.experiment(4, DT_ms), engine(groups));
            double[] v = circuit.trace(0);
            int seen = 0;
            while (v[seen] <= -60) {
                seen++;
            }
            assertEquals(List.of("0 " + seen * DT_ms), circuit.spikes);
            double[] g = circuit.trace(1);
            assertEquals(0, g[seen + 20]);
            assertEquals(WEIGHT_uS * Math.exp(-DT_ms / 2), g[seen + 21], 1e-12);
        }
    }

    /** The kernel touches no memory of the event, so nothing in its fields tells it from a sweep. */
    @Test
    void eventThatOnlySetsAStateReachesItsInstanceAlone() {
        Mechanism latch = Circuits.compiled("""
                NEURON { POINT_PROCESS Latch RANGE x }
                ASSIGNED { x }
                INITIAL { x = 0 }
                NET_RECEIVE(w) { x = 1 }
                """);
        Circuits circuit = passive(5, new Placed("latch", latch, 0, Map.of()));
        circuit.artificial.add(new ArtificialCell("source", Circuits.builtIn("VecStim"), Map.of(), new double[] {1}));
        circuit.connect(5, 2, 0, 0, WEIGHT_uS);
        for (int cell = 0; cell < 5; cell++) {
            circuit.probe(new Quantity.Point(cell, 0, "x", 0), DT_ms);
        }
        for (Backend backend : List.of(new ScalarBackend(), new SimdBackend())) {
            circuit.run(Circuits.experiment(2, DT_ms), new Engine(backend, 1, Circuits.together(circuit)));
            for (int cell = 0; cell < 5; cell++) {
                double[] x = circuit.trace(cell);
                assertEquals(cell == 2 ? 1 : 0, x[x.length - 1], backend.name() + " " + cell);
            }
        }
    }

    @Test
    void spikeAtTheStopTimeIsNotReported() {
        Circuits circuit = passive(1,
                new Placed("clamp", Circuits.builtIn("IClamp"), 0, Map.of("del", 0.0, "dur", 100.0, "amp", 0.5)));
        circuit.detectors.add(new SpikeDetector(0, 0, -60));
        circuit.probe(new Quantity.Voltage(0, 0), DT_ms);
        circuit.run(Circuits.experiment(10, DT_ms), engine(Circuits.together(circuit)));
        int seen = (int) java.util.Arrays.stream(circuit.trace(0)).takeWhile(v -> v <= -60).count();
        circuit.run(Circuits.experiment(seen * DT_ms, DT_ms), engine(Circuits.together(circuit)));
        assertTrue(circuit.trace(0)[seen] > -60);
        assertEquals(List.of(), circuit.spikes);
    }

    @Test
    void delayBelowOneStepBetweenGroupsIsRefused() {
        Circuits circuit = passive(2, synapse());
        circuit.detectors.add(new SpikeDetector(0, 0, 0));
        circuit.connect(0, 1, 0, 0.01, 1);
        circuit.connect(1, 0, 0, 1, 1);
        Engine apart = engine(new int[][] {{0}, {1}});
        String message = assertThrows(IllegalArgumentException.class,
                () -> new Simulation(circuit.circuit(), Circuits.experiment(1, DT_ms), apart)).getMessage();
        assertEquals("a delay of 0.01 ms is below one step of 0.025 ms, but it leads to another group",
                message);
    }

    /** Integrate-and-fire cells at random, many simultaneous events: the total order must not know groups. */
    @Test
    void artificialNetworksSpikeTheSameInAnyGrouping() {
        SplittableRandom random = new SplittableRandom(11);
        Circuits circuit = new Circuits();
        int n = 30;
        for (int i = 0; i < n; i++) {
            String kind = List.of("IntFire1", "IntFire2", "IntFire4").get(i % 3);
            circuit.artificial.add(new ArtificialCell("a" + i, Circuits.builtIn(kind), Map.of(), new double[0]));
        }
        for (int i = 0; i < 10; i++) {
            double[] times_ms = random.doubles(40, 0, 100).map(t -> Math.rint(t * 4) / 4).sorted().toArray();
            circuit.artificial.add(new ArtificialCell("s" + i, Circuits.builtIn("VecStim"), Map.of(), times_ms));
            for (int k = 0; k < 6; k++) {
                circuit.connect(n + i, random.nextInt(n), -1, 0.25 * random.nextInt(3), 0.6);
            }
        }
        for (int i = 0; i < 3 * n; i++) {
            circuit.connect(random.nextInt(n), random.nextInt(n), -1, 0.5 + 0.25 * random.nextInt(4), 0.4);
        }
        List<String> alone = List
                .copyOf(circuit.run(Circuits.experiment(100, DT_ms), engine(Circuits.alone(circuit))).spikes);
        assertTrue(alone.size() > 450, alone.size() + " spikes");
        assertEquals(alone, circuit.run(Circuits.experiment(100, DT_ms), engine(Circuits.together(circuit))).spikes);
    }

    /** Nets of IntFire1 with equal delays, drawn by a small generator; spikes of NEURON 8.2.2 (simultaneous.py). */
    @Test
    void simultaneousEventsComeAsInOneQueue() throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("simultaneous.txt"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                String[] words = line.split(" ");
                double[] delays_ms = Arrays.stream(words[1].split(",")).mapToDouble(Double::parseDouble).toArray();
                List<String> expected = Arrays.stream(words).skip(2).map(w -> w.split("@"))
                        .map(w -> w[0] + " " + Double.parseDouble(w[1])).toList();
                Circuits circuit = integrateAndFire(Integer.parseInt(words[0]), delays_ms);
                for (int[][] groups : List.of(Circuits.together(circuit), Circuits.alone(circuit))) {
                    List<String> all = circuit.run(Circuits.experiment(120, DT_ms), engine(groups)).spikes;
                    assertEquals(expected, all.stream().filter(s -> Integer.parseInt(s.split(" ")[0]) < 12).toList(),
                            words[0] + " in " + groups.length + " groups");
                }
            }
        }
    }

    private static Circuits integrateAndFire(long seed, double... delays_ms) {
        int n = 12;
        long[] state = {seed};
        IntSupplier draw = () -> (int) ((state[0] = (state[0] * 1103515245 + 12345) % 2147483648L) >> 16);
        Circuits circuit = new Circuits();
        for (int i = 0; i < n; i++) {
            circuit.artificial.add(new ArtificialCell("cell" + i, Circuits.builtIn("IntFire1"),
                    Map.of("tau", 10.0, "refrac", new double[] {2, 3, 5}[i % 3]), new double[0]));
        }
        for (int i = 0; i < 3; i++) {
            circuit.artificial.add(new ArtificialCell("stim" + i, Circuits.builtIn("NetStim"),
                    Map.of("start", 1.0 + draw.getAsInt() % 8, "interval", 10.0, "number", 12.0, "noise", 0.0),
                    new double[0]));
        }
        for (int s = n; s < n + 3; s++) {
            for (int t = 0; t < n; t++) {
                if (draw.getAsInt() % 3 == 0) {
                    circuit.connect(s, t, -1, delays_ms[draw.getAsInt() % delays_ms.length], 1.1);
                }
            }
        }
        double[] weights = {0.6, -0.5, 1.2, -1};
        for (int s = 0; s < n; s++) {
            for (int t = 0; t < n; t++) {
                if (draw.getAsInt() % 4 == 0) {
                    double delay_ms = delays_ms[draw.getAsInt() % delays_ms.length];
                    circuit.connect(s, t, -1, delay_ms, weights[draw.getAsInt() % 4]);
                }
            }
        }
        return circuit;
    }

    @Test
    void netEventOfAPointProcessTravelsOverItsConnections() {
        Placed relay = new Placed("relay", Circuits.compiled("""
                NEURON { POINT_PROCESS Relay }
                NET_RECEIVE(w) { if (flag == 0) { net_send(0.5, 1) } else { net_event(t) } }
                """), 0, Map.of());
        Circuits circuit = passive(2, synapse(), relay);
        circuit.artificial.add(new ArtificialCell("source", Circuits.builtIn("VecStim"), Map.of(), new double[] {1}));
        circuit.connect(2, 0, 1, 0, 1);
        circuit.connections.add(
                new Connection(-1, new PointRef(0, 1), new PointRef(1, 0), 1, new double[] {WEIGHT_uS}));
        circuit.probe(new Quantity.Point(1, 0, "g", 0), DT_ms);
        for (int[][] groups : new int[][][] {{{0, 1, 2}}, {{0}, {1}, {2}}}) {
            double[] g = circuit.run(Circuits.experiment(4, DT_ms), engine(groups)).trace(0);
            assertEquals(0, g[100]);
            assertEquals(WEIGHT_uS * Math.exp(-DT_ms / 2), g[101], 1e-12);
        }
    }

    @Test
    void watchGoesOffOnceWhenItsConditionBecomesTrue() {
        Placed counter = new Placed("counter", Circuits.compiled("""
                NEURON { POINT_PROCESS Watcher RANGE n, last }
                ASSIGNED { v (millivolt) n last (ms) }
                INITIAL { n = 0 last = -1 net_send(0, 1) }
                NET_RECEIVE(w) {
                    if (flag == 1) { WATCH (v > -60) 2 }
                    if (flag == 2) { n = n + 1 last = t }
                }
                """), 0, Map.of());
        Circuits circuit = passive(1, counter,
                new Placed("clamp", Circuits.builtIn("IClamp"), 0, Map.of("del", 1.0, "dur", 5.0, "amp", 0.5)));
        circuit.probe(new Quantity.Voltage(0, 0), DT_ms);
        circuit.probe(new Quantity.Point(0, 0, "n", 0), DT_ms);
        circuit.probe(new Quantity.Point(0, 0, "last", 0), DT_ms);
        circuit.run(Circuits.experiment(10, DT_ms), engine(Circuits.together(circuit)));
        int seen = (int) java.util.Arrays.stream(circuit.trace(0)).takeWhile(v -> v <= -60).count();
        assertEquals(0, circuit.trace(1)[seen]);
        assertEquals(1, circuit.trace(1)[400]);
        assertEquals(seen * DT_ms, circuit.trace(2)[400]);
    }

    @Test
    void pointerReadsAnotherCellsVoltage() {
        Placed follower = new Placed("follower", Circuits.compiled("""
                NEURON { POINT_PROCESS Follower POINTER other RANGE seen NONSPECIFIC_CURRENT i }
                ASSIGNED { other seen i (nanoamp) }
                BREAKPOINT { seen = other i = 0 }
                """), 0, Map.of());
        Circuits circuit = passive(2, follower,
                new Placed("clamp", Circuits.builtIn("IClamp"), 0, Map.of("del", 0.0, "dur", 5.0, "amp", 0.5)));
        circuit.pointers.add(new Pointer(1, 0, -1, 0, "other", new Quantity.Voltage(0, 0)));
        circuit.pointers.add(new Pointer(0, 0, -1, 0, "other", new Quantity.Voltage(0, 0)));
        circuit.probe(new Quantity.Voltage(0, 0), DT_ms);
        circuit.probe(new Quantity.Point(1, 0, "seen", 0), DT_ms);
        circuit.run(Circuits.experiment(3, DT_ms), engine(Circuits.together(circuit)));
        for (int k = 0; k < 120; k++) {
            assertEquals(circuit.trace(0)[k], circuit.trace(1)[k + 1]);
        }
    }
}
