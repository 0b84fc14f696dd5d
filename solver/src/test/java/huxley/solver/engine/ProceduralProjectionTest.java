package huxley.solver.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.cell.Cell;
import huxley.neuron.cell.Compartments;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.problem.InvalidInputException;
import huxley.solver.kernel.Backend;
import huxley.solver.precision.Precision;
import huxley.solver.scalar.ScalarBackend;
import huxley.solver.simd.SimdBackend;
import huxley.synapse.Circuit.ArtificialCell;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Circuit.SpikeDetector;
import huxley.synapse.Experiment;
import huxley.synapse.Population;
import huxley.synapse.Population.Placement;
import huxley.synapse.Projection;
import huxley.synapse.SavedState;
import huxley.synapse.rule.Field;
import huxley.synapse.rule.Rule;
import huxley.synapse.rule.RuledIncoming;
import huxley.synapse.rule.Sites;
import huxley.synapse.rule.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Connections made anew at every spike: the same bits as stored ones, in any grouping and on any number of threads. */
class ProceduralProjectionTest {
    private static final int CELLS = 40;
    private static final int GENERATORS = 12;
    private static final int COMPARTMENTS = 5;
    private static final Backend SCALAR = new ScalarBackend();
    private static final Backend SIMD = new SimdBackend();
    private static final Population ALL = population("cells", 0, CELLS);
    private static final Population INPUT = population("input", CELLS, GENERATORS);

    private static Population population(String name, int first, int count) {
        SplittableRandom random = new SplittableRandom(first + 1);
        return new Population(name, first, count, new Placement(random.doubles(count, 0, 300).toArray(),
                random.doubles(count, 0, 300).toArray(), random.doubles(count, 0, 300).toArray(), new double[0]));
    }

    private static Projection projection(String name, Population source, String synapse, Rule rule, int perPair,
            Value delay_ms, Value weight, boolean procedural) {
        Sites sites = Sites.shared(IntStream.range(0, COMPARTMENTS).toArray(), new double[] {1, 2, 1, 0.5, 1},
                new double[COMPARTMENTS]);
        RuledIncoming incoming = new RuledIncoming(new Field(source, ALL, 7, name), rule, i -> sites, perPair,
                delay_ms, List.of(weight));
        return new Projection(name, source, ALL, Circuits.builtIn(synapse), Map.of(), List.of(), 1, true, null,
                incoming, procedural ? incoming.outgoing().orElseThrow() : null);
    }

    /** Many arrivals at one instant: times, and some delays, are multiples of an eighth of a millisecond. */
    private static Circuits network(boolean procedural) {
        Circuits circuit = new Circuits();
        Cell[] kinds = new Cell[2];
        for (int kind = 0; kind < 2; kind++) {
            Compartments tree = Circuits.randomTree(kind + 1, COMPARTMENTS);
            kinds[kind] = Circuits.cell(tree, -65, List.of(Circuits.everywhere(tree, "hh", Map.of())), List.of());
        }
        for (int i = 0; i < CELLS; i++) {
            circuit.add(kinds[i % 4 == 3 ? 1 : 0]);
            circuit.detectors.add(new SpikeDetector(i, 0, -20));
        }
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < GENERATORS; i++) {
            double[] times_ms = random.doubles(14, 0, 20).map(t -> Math.rint(t * 8) / 8).sorted().toArray();
            circuit.artificial
                    .add(new ArtificialCell("generator" + i, Circuits.builtIn("VecStim"), Map.of(), times_ms));
        }
        Value eighths = new Value.Clamped(new Value.Computed(c -> 0.5 + 0.125 * (c.source() % 4)), 0.5, 9);
        Value uniform = new Value.Uniform(new Value.Constant(0.3), new Value.Constant(2));
        Value spread = new Value.LogNormal(new Value.Constant(2e-4), new Value.Constant(1e-4));
        circuit.projections.add(projection("drive", INPUT, "ExpSyn",
                new Rule.OutDegree(new Value.Binomial(30, 0.8), false, true), 2, new Value.Constant(0),
                new Value.Uniform(new Value.Constant(4e-4), new Value.Constant(2e-3)), procedural));
        circuit.projections.add(projection("slow drive", INPUT, "Exp2Syn",
                new Rule.Union(List.of(new Rule.OneToOne(3), new Rule.Filter(new Rule.AllToAll(false),
                        new Value.Computed(c -> c.target() % 3 == 0 ? 0.5 : 0)))),
                1, eighths, spread, procedural));
        circuit.projections.add(projection("near", ALL, "ExpSyn",
                new Rule.Pairwise(new Value.Computed(c -> Math.exp(-c.distance_um() / 100)), 150, false), 2, eighths,
                spread, procedural));
        circuit.projections.add(projection("anywhere", ALL, "ExpSyn",
                new Rule.OutDegree(new Value.Constant(4), true, true), 1, uniform, spread, procedural));
        for (int gid = 0; gid < CELLS; gid += 5) {
            circuit.probe(new Quantity.Voltage(gid, 0), 0.5);
            circuit.probe(new Quantity.Synaptic(gid, "drive", 2, "g", 0), 0.5);
        }
        return circuit;
    }

    private static int[][] groups(SplittableRandom random, int groups) {
        List<List<Integer>> all = new ArrayList<>();
        IntStream.range(0, groups + 1).forEach(g -> all.add(new ArrayList<>()));
        for (int gid = 0; gid < CELLS + GENERATORS; gid++) {
            all.get(gid < CELLS ? random.nextInt(groups) : groups).add(gid);
        }
        return all.stream().filter(g -> !g.isEmpty()).map(g -> g.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    @Test
    void proceduralConnectionsGiveTheBitsOfStoredOnes() {
        Experiment experiment = Circuits.experiment(25, 0.025);
        for (Precision precision : Precision.values()) {
            Circuits stored = network(false);
            stored.run(experiment, new Engine(precision == Precision.DOUBLE ? SCALAR : SIMD, precision, 1,
                    Circuits.together(stored)));
            long ofCells = stored.spikes.size() - 14L * GENERATORS;
            assertTrue(ofCells > 40, ofCells + " spikes");
            SplittableRandom random = new SplittableRandom(5);
            for (int threads : new int[] {1, 2, 3, 8}) {
                Circuits procedural = network(true);
                int[][] groups = threads == 8
                        ? Circuits.alone(procedural)
                        : groups(random, threads == 1 ? 1 : 1 + random.nextInt(6));
                procedural.run(experiment, new Engine(SIMD, precision, threads, groups));
                assertEquals(stored.spikes, procedural.spikes, threads + " threads");
                for (int p = 0; p < stored.probes.size(); p++) {
                    assertArrayEquals(stored.trace(p), procedural.trace(p), stored.probes.get(p).toString());
                }
            }
        }
    }

    @Test
    void projectionsMayBeStoredOrProceduralSideBySide() {
        Experiment experiment = Circuits.experiment(25, 0.025);
        Circuits stored = network(false);
        stored.run(experiment, new Engine(SIMD, 1, Circuits.together(stored)));
        Circuits mixed = network(false);
        Circuits procedural = network(true);
        mixed.projections.set(2, procedural.projections.get(2));
        mixed.projections.set(1, procedural.projections.get(1));
        mixed.run(experiment, new Engine(SIMD, 2, groups(new SplittableRandom(9), 5)));
        assertEquals(stored.spikes, mixed.spikes);
    }

    @Test
    void savedStatesHoldWhatIsOnItsWayOverProceduralConnections() {
        Experiment experiment = Circuits.experiment(25, 0.025);
        Circuits whole = network(true);
        whole.run(experiment, new Engine(SIMD, 1, groups(new SplittableRandom(1), 3)));
        Circuits parts = network(true);
        parts.probes.forEach(p -> parts.values.add(new ArrayList<>()));
        int[] epochs = new int[1];
        Simulation first = new Simulation(parts.circuit(), experiment,
                new Engine(SIMD, 2, groups(new SplittableRandom(2), 4)));
        first.run(parts, () -> epochs[0]++ == 30);
        SavedState state = first.state();
        assertTrue(Arrays.stream(state.array("events/connection")).anyMatch(c -> c == PendingEvents.PARCEL));
        new Simulation(parts.circuit(), experiment, new Engine(SIMD, 1, groups(new SplittableRandom(3), 6)))
                .resume(state, parts, () -> false);
        assertEquals(whole.spikes, parts.spikes);
    }

    @Test
    void plasticityPerConnectionCannotBeProcedural() {
        Circuits circuit = network(false);
        circuit.projections.add(projection("depressing", INPUT, "TsodyksMarkram", new Rule.AllToAll(false), 1,
                new Value.Constant(1), new Value.Constant(1e-4), true));
        String message = assertThrows(InvalidInputException.class,
                () -> circuit.run(Circuits.experiment(1, 0.025), new Engine(SIMD, 1, Circuits.together(circuit))))
                .getMessage();
        assertTrue(
                String.valueOf(message).contains("projection 'depressing' cannot be procedural: synapse TsodyksMarkram"
                        + " keeps what it remembers of each connection"),
                message);
    }

    @Test
    void mechanismWithAThresholdCannotBeProcedural() {
        Mechanism saturating = Circuits.compiled("""
                NEURON { POINT_PROCESS Saturating NONSPECIFIC_CURRENT i }
                ASSIGNED { v i }
                STATE { g }
                INITIAL { g = 0 }
                BREAKPOINT { SOLVE state METHOD cnexp i = g*v }
                DERIVATIVE state { g' = -g/3 }
                NET_RECEIVE(w) { if (g < 1) { g = g + w } }
                """);
        Circuits circuit = network(false);
        Projection near = network(true).projections.get(2);
        circuit.projections.add(new Projection("saturating", ALL, ALL, saturating, Map.of(), List.of(), 1, true, null,
                near.incoming(), near.outgoing()));
        String message = assertThrows(InvalidInputException.class,
                () -> circuit.run(Circuits.experiment(1, 0.025), new Engine(SIMD, 1, Circuits.together(circuit))))
                .getMessage();
        assertTrue(String.valueOf(message).contains("is not linear in its states"), message);
    }
}
