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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AssignmentTest {
    private static final double DT_ms = 0.025;

    private static Cell cell(int compartments) {
        double[] ones = new double[compartments];
        Arrays.fill(ones, 1);
        Compartments tree = new Compartments(IntStream.range(-1, compartments - 1).toArray(), ones, ones, ones, ones,
                new int[compartments], ones, ones, ones, ones, ones);
        return new Cell("cell", null, tree, ones, ones, List.of(), List.of(), List.of());
    }

    private static Circuit circuit(List<Cell> cells, int artificial, List<Connection> connections) {
        Mechanism netStim = BuiltIns.find("NetStim").orElseThrow();
        return new Circuit(cells.stream().map(c -> new CellInstance("c", c)).toList(),
                IntStream.range(0, artificial).mapToObj(i -> new ArtificialCell("a", netStim, Map.of(), new double[0]))
                        .toList(),
                List.of(), connections, List.of(), List.of(), List.of(), List.of(), Map.of());
    }

    @Test
    void everyGidHasOneRankAndTiedOnesHaveTheSame() {
        SplittableRandom random = new SplittableRandom(5);
        for (int ranks = 1; ranks < 9; ranks++) {
            List<Cell> kinds = List.of(cell(3), cell(50), cell(400));
            List<Cell> cells = IntStream.range(0, 90).mapToObj(i -> kinds.get(random.nextInt(3))).toList();
            List<Connection> connections = IntStream.range(0, 20).mapToObj(i -> new Connection(random.nextInt(90), null,
                    new PointRef(random.nextInt(90), 0), 0, new double[] {1})).toList();
            Circuit circuit = circuit(cells, 5, connections);
            Assignment assignment = Assignment.of(circuit, DT_ms, ranks);
            int[] rankOf = new int[95];
            Arrays.fill(rankOf, -1);
            for (int rank = 0; rank < ranks; rank++) {
                int[] gids = assignment.gids(rank);
                assertArrayEquals(Arrays.stream(gids).sorted().toArray(), gids);
                for (int gid : gids) {
                    assertEquals(-1, rankOf[gid]);
                    rankOf[gid] = rank;
                }
                int[] grouped = Arrays.stream(Grouping.of(circuit, DT_ms, 2, m -> true, gids))
                        .flatMapToInt(Arrays::stream)
                        .sorted()
                        .toArray();
                assertArrayEquals(gids, grouped);
            }
            assertTrue(Arrays.stream(rankOf).allMatch(rank -> rank >= 0));
            connections.forEach(c -> assertEquals(rankOf[c.sourceGid()], rankOf[c.target().gid()]));
        }
    }

    @Test
    void noRankHasMuchMoreThanItsShare() {
        SplittableRandom random = new SplittableRandom(6);
        for (int ranks : new int[] {2, 3, 8, 50}) {
            List<Cell> cells = IntStream.range(0, 2000).mapToObj(i -> cell(random.nextInt(50, 400))).toList();
            double imbalance = Assignment.of(circuit(cells, 0, List.of()), DT_ms, ranks).imbalance();
            assertTrue(imbalance >= 1 && imbalance < 1.01, ranks + " ranks: " + imbalance);
        }
    }

    @Test
    void equalCellsComeByEights() {
        Cell one = cell(10);
        Assignment assignment = Assignment.of(circuit(IntStream.range(0, 64).mapToObj(i -> one).toList(), 0, List.of()),
                DT_ms, 4);
        for (int rank = 0; rank < 4; rank++) {
            assertEquals(16, assignment.gids(rank).length);
        }
        assertEquals(1, assignment.imbalance());
    }
}
