package huxley.solver.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.cell.Cell;
import huxley.neuron.cell.Cell.Placed;
import huxley.neuron.cell.Compartments;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.problem.InvalidInputException;
import huxley.solver.kernel.Backend;
import huxley.solver.scalar.ScalarBackend;
import huxley.solver.simd.SimdBackend;
import huxley.synapse.Circuit.ArtificialCell;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Circuit.SpikeDetector;
import huxley.synapse.Population;
import huxley.synapse.Projection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections in bulk: the same bits as single ones, in any grouping, on any number of threads and every backend. */
class ProjectionTest {
    private static final double DT_ms = 0.025;
    private static final int CELLS = 26;
    private static final int GENERATORS = 9;
    private static final Backend SCALAR = new ScalarBackend();
    private static final Backend SIMD = new SimdBackend();

    /** Adds up what arrives and remembers when. */
    private static final String COUNTER = """
            NEURON { POINT_PROCESS Counter RANGE n, last, sum }
            ASSIGNED { n last sum }
            INITIAL { n = 0 last = -1 sum = 0 }
            NET_RECEIVE(w) { n = n + 1 last = t sum = sum + w }
            """;

    /** Weights grow with every event and with every spike of the cell; the second one keeps the last arrival. */
    private static final String PLASTIC = """
            NEURON { POINT_PROCESS Plastic RANGE tau, e, total NONSPECIFIC_CURRENT i }
            PARAMETER { tau = 3 e = 0 }
            ASSIGNED { v i total }
            STATE { g }
            INITIAL { g = 0 total = 0 }
            BREAKPOINT { SOLVE state METHOD cnexp i = g*(v - e) }
            DERIVATIVE state { g' = -g/tau }
            NET_RECEIVE(w, before) {
                INITIAL { before = 0.5 }
                total = total + w
                if (w < 0) {
                    FOR_NETCONS(other, when) { if (other > 0) { other = other*1.01 } }
                } else {
                    g = g + w*before
                    w = w*1.05
                    before = before + 0.125
                }
            }
            """;

    private static Population population(String name, int first, int count) {
        return new Population(name, first, count, null);
    }

    /** Every target gets a number of connections from any sources, with delays of which some are alike. */
    private static Projection.Incoming random(long seed, Population source, int each, int compartments,
            double weight, double... varying) {
        return (target, sink) -> {
            SplittableRandom random = new SplittableRandom(seed * 1_000_003 + target);
            double[] values = new double[1 + varying.length];
            for (int k = 0; k < each; k++) {
                int from = source.first() + random.nextInt(source.count());
                values[0] = weight * (1 + random.nextInt(4));
                for (int v = 0; v < varying.length; v++) {
                    values[1 + v] = varying[v] * (1 + random.nextDouble());
                }
                double delay_ms = random.nextBoolean() ? 0.5 : 0.3 + 1.7 * random.nextDouble();
                sink.connection(from, compartments == 0 ? -1 : random.nextInt(compartments), delay_ms, values);
            }
        };
    }

    /** Cells of two shapes and generators. */
    private static Circuits populated(long seed) {
        Circuits circuit = new Circuits();
        List<Cell> kinds = new ArrayList<>();
        for (int kind = 1; kind <= 2; kind++) {
            Compartments tree = Circuits.randomTree(kind, 5);
            kinds.add(Circuits.cell(tree, -65, List.of(Circuits.everywhere(tree, "hh", Map.of())), List.of()));
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < CELLS; i++) {
            circuit.add(kinds.get(i % 4 == 3 ? 1 : 0));
            circuit.detectors.add(new SpikeDetector(i, 0, -20));
        }
        for (int i = 0; i < GENERATORS; i++) {
            double[] times_ms = random.doubles(12, 0, 20).map(t -> Math.rint(t * 8) / 8).sorted().toArray();
            circuit.artificial
                    .add(new ArtificialCell("generator" + i, Circuits.builtIn("VecStim"), Map.of(), times_ms));
        }
        return circuit;
    }

    private static final Population ALL = population("cells", 0, CELLS);
    private static final Population INPUT = population("input", CELLS, GENERATORS);

    private static Projection projection(String name, Population source, Population target, Mechanism synapse,
            boolean merged, Projection.Incoming incoming) {
        return new Projection(name, source, target, synapse, Map.of("tau", 2.0), List.of(), 1, merged, null, incoming);
    }

    private static Circuits network(long seed, boolean merged, Mechanism plastic) {
        Circuits circuit = populated(seed);
        circuit.projections.add(projection("drive", INPUT, ALL, Circuits.builtIn("ExpSyn"), merged,
                random(seed, INPUT, 3, 5, 2e-3)));
        circuit.projections.add(projection("recurrent", ALL, ALL, Circuits.builtIn("ExpSyn"), merged,
                random(seed + 1, ALL, 4, 5, 1e-4)));
        circuit.projections.add(new Projection("slow", ALL, ALL, Circuits.builtIn("Exp2Syn"),
                Map.of("tau2", 4.0), List.of("e"), 1, merged, null, random(seed + 2, ALL, 2, 5, 1e-4, -10)));
        circuit.projections.add(new Projection("depressing", INPUT, ALL, Circuits.builtIn("TsodyksMarkram"),
                Map.of("taurec", 20.0), List.of(), 1, merged, null, random(seed + 4, INPUT, 2, 5, 1e-4)));
        circuit.projections.add(new Projection("plastic", ALL, ALL, plastic, Map.of(), List.of(), 1, merged,
                new Projection.Feedback(0, new double[] {-1}), random(seed + 3, ALL, 2, 5, 1e-4)));
        for (int gid = 0; gid < CELLS; gid += 5) {
            circuit.probe(new Quantity.Voltage(gid, 0), 0.5);
            circuit.probe(new Quantity.Synaptic(gid, "drive", 2, "g", 0), 0.5);
            circuit.probe(new Quantity.Synaptic(gid, "plastic", 1, "total", 0), 0.5);
        }
        return circuit;
    }

    private static int[][] randomGroups(SplittableRandom random, int n, int groups) {
        List<List<Integer>> all = new ArrayList<>();
        IntStream.range(0, groups).forEach(g -> all.add(new ArrayList<>()));
        for (int gid = 0; gid < n; gid++) {
            all.get(gid < CELLS ? random.nextInt(groups - 1) : groups - 1).add(gid);
        }
        all.forEach(g -> Collections.shuffle(g, new java.util.Random(random.nextLong())));
        return all.stream().filter(g -> !g.isEmpty())
                .map(g -> g.stream().mapToInt(Integer::intValue).toArray()).toArray(int[][]::new);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void groupingThreadsAndBackendsChangeNoBit(boolean merged) {
        Mechanism plastic = Circuits.compiled(PLASTIC);
        for (long seed = 1; seed <= 2; seed++) {
            Circuits circuit = network(seed, merged, plastic);
            var experiment = Circuits.experiment(25, DT_ms);
            circuit.run(experiment, new Engine(SCALAR, 1, Circuits.together(circuit)));
            List<String> spikes = List.copyOf(circuit.spikes);
            List<double[]> traces = IntStream.range(0, circuit.probes.size()).mapToObj(circuit::trace).toList();
            assertTrue(spikes.size() > 40 + 12 * GENERATORS, spikes.size() + " spikes");
            SplittableRandom random = new SplittableRandom(seed);
            for (int threads : new int[] {1, 2, 3, 8}) {
                int[][] groups = threads == 8
                        ? Circuits.alone(circuit)
                        : randomGroups(random, CELLS + GENERATORS, 2 + random.nextInt(6));
                circuit.run(experiment, new Engine(threads == 2 ? SCALAR : SIMD, threads, groups));
                assertEquals(spikes, circuit.spikes, threads + " threads, " + Arrays.deepToString(groups));
                for (int p = 0; p < traces.size(); p++) {
                    assertArrayEquals(traces.get(p), circuit.trace(p), circuit.probes.get(p).toString());
                }
            }
        }
    }

    @Test
    void connectionsInBulkGiveTheSameBitsAsThosePlacedByHand() {
        Circuits bulk = populated(5);
        bulk.projections.add(projection("drive", INPUT, ALL, Circuits.builtIn("ExpSyn"), false,
                random(5, INPUT, 3, 5, 2e-3)));
        bulk.projections.add(projection("recurrent", ALL, ALL, Circuits.builtIn("ExpSyn"), false,
                random(6, ALL, 4, 5, 1e-4)));
        Circuits single = populated(5);
        for (int gid = 0; gid < CELLS; gid++) {
            int target = gid;
            Cell cell = single.cells.get(gid).cell();
            List<Placed> placed = new ArrayList<>();
            for (Projection projection : bulk.projections) {
                projection.incoming().onto(gid, (source, compartment, delay_ms, values) -> {
                    placed.add(new Placed("s", Circuits.builtIn("ExpSyn"), compartment, Map.of("tau", 2.0)));
                    single.connect(source, target, placed.size() - 1, delay_ms, values[0]);
                });
            }
            single.cells.set(gid, new huxley.synapse.Circuit.CellInstance("cell" + gid, new Cell("cell", null,
                    cell.compartments(), cell.capacitance_uF_per_cm2(), cell.initialVoltage_mV(), cell.painted(),
                    placed, List.of())));
        }
        var experiment = Circuits.experiment(25, DT_ms);
        List<String> expected = single.run(experiment, new Engine(SCALAR, 1, Circuits.together(single))).spikes;
        assertEquals(expected, bulk.run(experiment, new Engine(SIMD, 2, Circuits.alone(bulk))).spikes);
        assertTrue(expected.size() > 20 + 12 * GENERATORS, expected.size() + " spikes");
    }

    @Test
    void everySpikeArrivesOnceOverEveryConnection() {
        Mechanism counter = Circuits.compiled(COUNTER);
        for (long seed = 1; seed <= 3; seed++) {
            Circuits circuit = populated(seed);
            circuit.projections.add(new Projection("count", INPUT, ALL, counter, Map.of(), List.of(), 1, false, null,
                    random(seed, INPUT, 7, 5, 1)));
            Map<Integer, double[]> expected = new TreeMap<>();
            int steps = 600;
            double end_ms = (steps - 0.5) * DT_ms;
            for (int gid = 0; gid < CELLS; gid++) {
                int[] index = {0};
                int target = gid;
                circuit.projections.getFirst().incoming().onto(gid, (source, compartment, delay_ms, values) -> {
                    double[] arrivals_ms = Arrays.stream(circuit.artificial.get(source - CELLS).replay_ms())
                            .map(t -> t + delay_ms).filter(t -> t <= end_ms).toArray();
                    expected.put(circuit.probes.size(), new double[] {arrivals_ms.length,
                            arrivals_ms.length == 0 ? -1 : arrivals_ms[arrivals_ms.length - 1],
                            arrivals_ms.length * values[0]});
                    for (String variable : List.of("n", "last", "sum")) {
                        circuit.probe(new Quantity.Synaptic(target, "count", index[0], variable, 0), DT_ms);
                    }
                    index[0]++;
                });
            }
            // the last sample is taken before the events of the last half step
            circuit.run(Circuits.experiment(steps * DT_ms, DT_ms), new Engine(SIMD, 2,
                    randomGroups(new SplittableRandom(seed), CELLS + GENERATORS, 4)));
            expected.forEach((probe, values) -> {
                for (int v = 0; v < 3; v++) {
                    assertEquals(values[v], circuit.trace(probe + v)[steps], circuit.probes.get(probe + v).toString());
                }
            });
        }
    }

    @Test
    void mergedSynapsesActAsTheSumOfSingleOnes() {
        var experiment = Circuits.experiment(12, DT_ms);
        List<double[]> traces = new ArrayList<>();
        for (boolean merged : new boolean[] {true, false}) {
            Circuits circuit = populated(9);
            for (String synapse : List.of("ExpSyn", "Exp2Syn", "TsodyksMarkram")) {
                circuit.projections.add(new Projection(synapse, INPUT, ALL, Circuits.builtIn(synapse), Map.of(),
                        List.of(), 1, merged, null, random(9, INPUT, 20, 5, 1e-5)));
            }
            circuit.probe(new Quantity.Voltage(4, 0), DT_ms);
            circuit.run(experiment, new Engine(SIMD, 1, Circuits.together(circuit)));
            traces.add(circuit.trace(0));
        }
        assertArrayEquals(traces.get(1), traces.get(0), 1e-9);
        assertTrue(Arrays.stream(traces.getFirst()).max().orElseThrow() > -64);
    }

    @Test
    void artificialCellsHearProjections() {
        Circuits circuit = new Circuits();
        int n = 40;
        for (int i = 0; i < n; i++) {
            circuit.artificial.add(new ArtificialCell("fire" + i, Circuits.builtIn("IntFire1"), Map.of("tau", 20.0),
                    new double[0]));
        }
        for (int i = 0; i < 10; i++) {
            circuit.artificial.add(new ArtificialCell("in" + i, Circuits.builtIn("NetStim"),
                    Map.of("interval", 3.0, "number", 1e9, "noise", 1.0, "start", 0.0), new double[0]));
        }
        Population fire = population("fire", 0, n);
        Population input = population("input", n, 10);
        circuit.projections.add(new Projection("in", input, fire, null, Map.of(), List.of(), 1, false, null,
                random(1, input, 3, 0, 0.3)));
        circuit.projections.add(new Projection("between", fire, fire, null, Map.of(), List.of(), 1, false, null,
                random(2, fire, 5, 0, 0.05)));
        var experiment = Circuits.experiment(100, 0.1);
        List<String> one = List
                .copyOf(circuit.run(experiment, new Engine(SCALAR, 1, Circuits.together(circuit))).spikes);
        assertTrue(one.size() > 700, one.size() + " spikes");
        assertEquals(one, circuit.run(experiment, new Engine(SCALAR, 3, Circuits.alone(circuit))).spikes);
    }

    @Test
    void delayBelowOneStepBetweenCellsNamesTheProjection() {
        Circuits circuit = populated(1);
        circuit.projections.add(projection("drive", INPUT, ALL, Circuits.builtIn("ExpSyn"), false,
                (target, sink) -> sink.connection(CELLS, 0, 0, new double[] {0.01})));
        new Simulation(circuit.circuit(), Circuits.experiment(1, DT_ms),
                new Engine(SCALAR, 1, Circuits.together(circuit)));
        circuit.projections.add(projection("fast", ALL, ALL, Circuits.builtIn("ExpSyn"), false,
                (target, sink) -> sink.connection((target + 1) % CELLS, 0, 0.01, new double[] {0.01})));
        assertEquals(
                """
                        projection fast: error: projection 'fast' connects gid 1 to gid 0 with a delay of 0.01 ms; legal is the \
                        time step, 0.025 ms, or more
                          hint: a smaller time step, or longer delays; only generators of spikes may have shorter ones
                        """,
                assertThrows(InvalidInputException.class, () -> new Simulation(circuit.circuit(),
                        Circuits.experiment(1, DT_ms), new Engine(SCALAR, 1, Circuits.together(circuit))))
                        .getMessage());
    }

    @Test
    void cellsOfOneShapeWithDifferentParametersAreTheSameSideBySideAndAlone() {
        Compartments tree = Circuits.randomTree(3, 9);
        SplittableRandom random = new SplittableRandom(2);
        Circuits circuit = new Circuits();
        int n = 19;
        for (int i = 0; i < n; i++) {
            Cell cell = Circuits.cell(tree, -65 - random.nextDouble(), List.of(
                    Circuits.everywhere(tree, "hh", Map.of("gnabar", 0.1 + 0.05 * random.nextDouble())),
                    Circuits.everywhere(tree, "pas", i % 3 == 0 ? Map.of() : Map.of("g", 1e-3 * random.nextDouble()))),
                    List.of(new Placed("clamp", Circuits.builtIn("IClamp"), 0,
                            Map.of("del", 1.0, "dur", 50.0, "amp", 0.2 + 0.1 * random.nextDouble()))));
            circuit.add(cell);
            circuit.detectors.add(new SpikeDetector(i, 0, -10));
            circuit.probe(new Quantity.Voltage(i, 3), 0.5);
        }
        var experiment = Circuits.experiment(20, DT_ms);
        circuit.run(experiment, new Engine(SCALAR, 1, Circuits.alone(circuit)));
        List<String> spikes = List.copyOf(circuit.spikes);
        List<double[]> traces = IntStream.range(0, n).mapToObj(circuit::trace).toList();
        assertTrue(spikes.size() >= n);
        assertEquals(n, traces.stream().mapToDouble(t -> t[20]).distinct().count());
        circuit.run(experiment, new Engine(SIMD, 2, Circuits.together(circuit)));
        assertEquals(spikes, circuit.spikes);
        for (int i = 0; i < n; i++) {
            assertArrayEquals(traces.get(i), circuit.trace(i));
        }
    }
}
