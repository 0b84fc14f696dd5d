package huxley.partition;

import huxley.neuron.cell.Cell;
import huxley.neuron.cell.Shape;
import huxley.synapse.Circuit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Which rank computes which cells: the longest processing time first, each to the rank that has least (Graham, SIAM J. Appl. Math.
 * 17:416-429, 1969, doi:10.1137/0117039; no rank has more than 4/3 of what the best assignment gives the busiest). Equal cells come
 * by eights, the lanes they are computed on. Every process finds the same assignment. Cells tied by pointers, by delays below one step or by gap junctions stay together.
 */
public final class Assignment {
    private static final int LANES = 8;

    /** Gids that stay together. */
    private record Unit(int[] gids, long cost) {
    }

    private record Load(int rank, long cost) {
    }

    private final int[][] gids;
    private final long[] cost;

    private Assignment(int[][] gids, long[] cost) {
        this.gids = gids;
        this.cost = cost;
    }

    /** The gids of a rank, ascending. */
    public int[] gids(int rank) {
        return gids[rank];
    }

    /** What a rank has to do, in compartments and instances of mechanisms. */
    public long cost(int rank) {
        return cost[rank];
    }

    /** The same of all ranks. */
    public long totalCost() {
        return Arrays.stream(cost).sum();
    }

    /** What the busiest rank has to do, as a multiple of the mean. */
    public double imbalance() {
        double mean = Arrays.stream(cost).average().orElse(1);
        return Arrays.stream(cost).max().orElse(1) / mean;
    }

    /** @param ranks at least 1 */
    public static Assignment of(Circuit circuit, double dt_ms, int ranks) {
        List<List<int[]>> sets = new ArrayList<>();
        PriorityQueue<Load> least = new PriorityQueue<>(Comparator.comparingLong(Load::cost)
                .thenComparingInt(Load::rank));
        for (int rank = 0; rank < ranks; rank++) {
            sets.add(new ArrayList<>());
            least.add(new Load(rank, 0));
        }
        long[] cost = new long[ranks];
        List<Unit> units = units(circuit, new Ties(circuit, dt_ms));
        units.sort(Comparator.comparingLong(Unit::cost).reversed());
        for (Unit unit : units) {
            int rank = least.remove().rank;
            sets.get(rank).add(unit.gids);
            cost[rank] += unit.cost;
            least.add(new Load(rank, cost[rank]));
        }
        return new Assignment(sets.stream()
                .map(all -> all.stream().flatMapToInt(Arrays::stream).sorted().toArray()).toArray(int[][]::new), cost);
    }

    private static List<Unit> units(Circuit circuit, Ties ties) {
        ties.tieByGapJunctions(gid -> 0, 0);
        int[] tied = ties.sizes();
        int cells = circuit.cells().size();
        Map<Integer, List<Integer>> together = new HashMap<>();
        Map<Shape, List<Integer>> equal = new LinkedHashMap<>();
        Map<Cell, Shape> shapes = new IdentityHashMap<>();
        List<Unit> units = new ArrayList<>();
        for (int gid = 0; gid < tied.length; gid++) {
            int first = ties.first(gid);
            if (tied[first] > 1) {
                add(together.computeIfAbsent(first, f -> new ArrayList<>()), gid, tied[first], units, circuit);
            } else if (gid >= cells) {
                units.add(unit(List.of(gid), circuit));
            } else {
                Shape shape = shapes.computeIfAbsent(circuit.cells().get(gid).cell(), Shape::new);
                add(equal.computeIfAbsent(shape, s -> new ArrayList<>()), gid, LANES, units, circuit);
            }
        }
        equal.values().stream().filter(left -> !left.isEmpty()).forEach(left -> units.add(unit(left, circuit)));
        return units;
    }

    /** A unit is made when there are enough of them. */
    private static void add(List<Integer> waiting, int gid, int enough, List<Unit> units, Circuit circuit) {
        waiting.add(gid);
        if (waiting.size() == enough) {
            units.add(unit(waiting, circuit));
            waiting.clear();
        }
    }

    private static Unit unit(List<Integer> gids, Circuit circuit) {
        return new Unit(gids.stream().mapToInt(Integer::intValue).toArray(),
                gids.stream().mapToLong(gid -> cost(gid, circuit)).sum());
    }

    /** In instances of mechanisms, about. */
    private static long cost(int gid, Circuit circuit) {
        if (gid >= circuit.cells().size()) {
            return 1;
        }
        Cell cell = circuit.cells().get(gid).cell();
        return cell.compartments().size() + Grouping.instances(cell);
    }
}
