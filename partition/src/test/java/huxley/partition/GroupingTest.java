package huxley.partition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.cell.Cell;
import huxley.neuron.cell.Compartments;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.nmodl.BuiltIns;
import huxley.synapse.Circuit;
import huxley.synapse.Circuit.ArtificialCell;
import huxley.synapse.Circuit.CellInstance;
import huxley.synapse.Circuit.Connection;
import huxley.synapse.Circuit.PointRef;
import huxley.synapse.Circuit.Pointer;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.GapJunctions;
import huxley.synapse.Population;
import huxley.synapse.Projection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupingTest {
    private static final double DT_ms = 0.025;

    private static Cell cell(int compartments) {
        double[] ones = new double[compartments];
        Arrays.fill(ones, 1);
        Compartments tree = new Compartments(IntStream.range(-1, compartments - 1).toArray(), ones, ones, ones, ones,
                new int[compartments], ones, ones, ones, ones, ones);
        return new Cell("cell", null, tree, ones, ones, List.of(), List.of(), List.of());
    }

    private static Circuit circuit(List<Cell> cells, int artificial, List<Connection> connections,
            List<Pointer> pointers) {
        Mechanism netStim = BuiltIns.find("NetStim").orElseThrow();
        return new Circuit(cells.stream().map(c -> new CellInstance("c", c)).toList(),
                IntStream.range(0, artificial).mapToObj(i -> new ArtificialCell("a", netStim, Map.of(), new double[0]))
                        .toList(),
                List.of(), connections, pointers, List.of(), List.of(), List.of(), Map.of());
    }

    @Test
    void everyGidIsInExactlyOneGroupAndTiedOnesShareIt() {
        SplittableRandom random = new SplittableRandom(9);
        for (int round = 0; round < 30; round++) {
            List<Cell> kinds = List.of(cell(3), cell(50), cell(400));
            List<Cell> cells = new ArrayList<>();
            for (int i = random.nextInt(1, 60); i > 0; i--) {
                cells.add(random.nextInt(4) == 0 ? cell(20) : kinds.get(random.nextInt(3)));
            }
            int n = cells.size() + 5;
            List<Connection> connections = new ArrayList<>();
            List<Pointer> pointers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                int target = random.nextInt(cells.size());
                connections.add(new Connection(random.nextInt(n), null, new PointRef(target, 0),
                        random.nextInt(8) == 0 ? 0 : 1, new double[] {1}));
            }
            pointers.add(new Pointer(0, 0, -1, 0, "p", new Quantity.Voltage(cells.size() - 1, 0)));
            int[][] groups = Grouping.of(circuit(cells, 5, connections, pointers), DT_ms, 1 + round % 3, m -> true);
            int[] all = Arrays.stream(groups).flatMapToInt(Arrays::stream).sorted().toArray();
            assertArrayEquals(IntStream.range(0, n).toArray(), all);
            int[] groupOf = new int[n];
            for (int g = 0; g < groups.length; g++) {
                for (int gid : groups[g]) {
                    groupOf[gid] = g;
                }
            }
            assertEquals(groupOf[0], groupOf[cells.size() - 1]);
            for (Connection c : connections) {
                if (c.delay_ms() < DT_ms && c.sourceGid() < cells.size()) {
                    assertEquals(groupOf[c.sourceGid()], groupOf[c.target().gid()]);
                }
            }
        }
    }

    @Test
    void equalCellsComeByEightsAndGeneratorsApart() {
        Cell same = cell(97);
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            cells.add(same);
        }
        int[][] groups = Grouping.of(circuit(cells, 3, List.of(), List.of()), DT_ms, 1, m -> true);
        assertEquals(List.of(8, 8, 4, 3), Arrays.stream(groups).map(g -> g.length).toList());
    }

    @Test
    void manySmallCellsFillTheCacheAndLeaveWorkForEveryThread() {
        Cell point = cell(1);
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            cells.add(point);
        }
        int[][] groups = Grouping.of(circuit(cells, 0, List.of(), List.of()), DT_ms, 2, m -> true);
        assertTrue(groups.length >= 8 && groups.length < 1000, groups.length + " groups");
    }

    private static Circuit network(List<Cell> cells, int artificial, List<Projection> projections,
            GapJunctions junctions) {
        Circuit bare = circuit(cells, artificial, List.of(), List.of());
        return new Circuit(bare.cells(), bare.artificialCells(), List.of(), List.of(), List.of(), projections,
                junctions, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Map.of());
    }

    @Test
    void artificialCellsThatHearAProjectionAreNoGenerators() {
        Population generators = new Population("in", 0, 5, null);
        Population hearers = new Population("out", 5, 5, null);
        Projection projection = new Projection("p", generators, hearers, null, Map.of(), List.of(), 1, false, null,
                (target, sink) -> sink.connection(0, -1, 0, new double[1]));
        int[][] groups = Grouping.of(network(List.of(), 10, List.of(projection), GapJunctions.NONE), DT_ms, 1,
                m -> true);
        assertEquals(List.of(List.of(5, 6, 7, 8, 9), List.of(0, 1, 2, 3, 4)),
                Arrays.stream(groups).map(g -> Arrays.stream(g).boxed().toList()).toList());
    }

    /** Synapses that act as one take little memory, but the connections themselves are sorted group by group. */
    @Test
    void groupsHearAtMostAMillionConnectionsAndMoreWhereSynapsesAreShared() {
        int n = 40_000;
        List<Cell> cells = new ArrayList<>(Collections.nCopies(n, cell(1)));
        Population all = new Population("cells", 0, n, null);
        Mechanism synapse = BuiltIns.find("ExpSyn").orElseThrow();
        Projection projection = new Projection("p", all, all, synapse, Map.of(), List.of(), 1, true, null,
                new Projection.Incoming() {
                    @Override
                    public void onto(int target, Projection.Sink sink) {
                        throw new AssertionError("connections are only counted");
                    }

                    @Override
                    public long countOnto(int target) {
                        return 1000;
                    }
                });
        Circuit circuit = network(cells, 0, List.of(projection), GapJunctions.NONE);
        int shared = Grouping.of(circuit, DT_ms, 1, m -> true)[0].length;
        int single = Grouping.of(circuit, DT_ms, 1, m -> false)[0].length;
        assertEquals(1048, shared, "eights of cells with 1000 connections each, at most 2^20 of them");
        assertEquals(8, single);
    }

    @Test
    void fewCellsJoinedByGapJunctionsShareAGroupAndManyDoNot() {
        for (int n : new int[] {4, 4000}) {
            Cell same = cell(97);
            List<Cell> cells = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                cells.add(i == 1 ? cell(5) : same);
            }
            int[] one = IntStream.range(0, n - 1).toArray();
            int[] other = IntStream.range(1, n).toArray();
            GapJunctions chain = new GapJunctions(one, new int[n - 1], other, new int[n - 1], new double[n - 1]);
            int[][] groups = Grouping.of(network(cells, 0, List.of(), chain), DT_ms, 2, m -> true);
            assertEquals(n == 4, groups.length == 1, groups.length + " groups of " + n);
        }
    }
}
