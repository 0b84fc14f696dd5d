package huxley.solver.engine;

import huxley.neuron.mechanism.Mechanism;
import huxley.solver.cable.ForestSchedule;
import huxley.solver.kernel.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Places the compartments of cells of any shape so that each chunk of {@link Frame#CHUNK} nodes belongs to one region:
 * compartments with the same density mechanisms. A mechanism is then on whole chunks of nodes, whatever the cells look
 * like: its kernels load vectors and gather nothing.
 *
 * <p>Where it fills the chunks about as well (several cells) they are the slots of a {@link ForestSchedule}, so that the
 * cable is solved by chunks too; otherwise each region lies by itself, from a multiple of the chunk on. Where even that
 * would pad too much (few compartments, many regions) regions follow each other without gaps.
 */
final class RegionOrder {
    /** Chunks that may be computed for one that is needed, rather than gather. */
    private static final double WORTH_PADDING = 1.5;
    /** Chunks that may be computed for one that is needed, rather than solve one compartment after the other. */
    private static final double WORTH_SCHEDULING = 1.06;
    /** What the cable costs, in mechanisms. */
    private static final int CABLE = 1;
    private static final int MOST_REGIONS = 32;

    /** [cell] [position] node */
    final int[][] node;
    /** Nodes that pad a chunk, ascending. */
    final int[] idle;
    /** [idle node] a node of the same chunk that is in use. */
    final int[] like;
    /** The first node after all others. */
    final int end;

    private final Map<Mechanism, Integer> mechanisms = new IdentityHashMap<>();
    private final Map<BitSet, Integer> regions = new HashMap<>();
    private final List<BitSet> painted = new ArrayList<>();
    /** [compartment of all cells] */
    private final int[] region;
    /** [region] compartments in it */
    private final int[] size;

    /** @param base first node, a multiple of {@link Frame#CHUNK} */
    RegionOrder(List<CellPlan> cells, int base) {
        Map<CellPlan, int[]> regionOf = new IdentityHashMap<>();
        region = cells.stream().map(plan -> regionOf.computeIfAbsent(plan, this::regions)).flatMapToInt(Arrays::stream)
                .toArray();
        size = new int[painted.size()];
        Arrays.stream(region).forEach(r -> size[r]++);
        int[] place = scheduled(cells);
        if (place.length == 0) {
            place = compact();
        }
        node = new int[cells.size()][];
        BitSet used = new BitSet();
        int first = 0;
        for (int c = 0; c < node.length; c++) {
            int n = cells.get(c).matrix.size();
            node[c] = Arrays.stream(place, first, first + n).map(p -> base + p).toArray();
            Arrays.stream(node[c]).forEach(used::set);
            first += n;
        }
        end = Math.max(base, (used.length() + Frame.CHUNK - 1) / Frame.CHUNK * Frame.CHUNK);
        BitSet unused = new BitSet();
        unused.set(base, end);
        unused.andNot(used);
        idle = unused.stream().toArray();
        like = Arrays.stream(idle).map(n -> used.nextSetBit(n / Frame.CHUNK * Frame.CHUNK)).toArray();
    }

    /** [position] region */
    private int[] regions(CellPlan plan) {
        BitSet[] here = new BitSet[plan.matrix.size()];
        Arrays.setAll(here, p -> new BitSet(mechanisms.size() + 1));
        for (CellPlan.Use use : plan.uses) {
            if (use.mechanism.kind() == Mechanism.Kind.DENSITY) {
                int number = mechanisms.computeIfAbsent(use.mechanism, m -> mechanisms.size());
                for (int compartment : use.compartment) {
                    here[plan.matrix.position()[compartment]].set(number);
                }
            }
        }
        int[] own = new int[here.length];
        for (int p = 0; p < own.length; p++) {
            own[p] = p > 0 && here[p].equals(here[p - 1]) ? own[p - 1] : regions.computeIfAbsent(here[p], set -> {
                painted.add(set);
                return painted.size() - 1;
            });
        }
        return own;
    }

    /** [compartment] place by schedule; empty if that is not worth it. */
    private int[] scheduled(List<CellPlan> cells) {
        if (cells.size() < 2 || size.length > MOST_REGIONS) {
            return new int[0];
        }
        int[] parent = new int[region.length];
        int first = 0;
        for (CellPlan plan : cells) {
            int[] own = plan.matrix.parent();
            for (int p = 0; p < own.length; p++) {
                parent[first + p] = own[p] < 0 ? -1 : first + own[p];
            }
            first += own.length;
        }
        ForestSchedule schedule = new ForestSchedule(parent, region);
        int[] slots = new int[size.length];
        BitSet seen = new BitSet();
        for (int c = 0; c < region.length; c++) {
            int slot = schedule.place()[c] / Frame.CHUNK;
            if (!seen.get(slot)) {
                seen.set(slot);
                slots[region[c]]++;
            }
        }
        int needed = 0;
        int computed = 0;
        for (int r = 0; r < slots.length; r++) {
            int cost = painted.get(r).cardinality() + CABLE;
            needed += chunks(size[r]) * cost;
            computed += slots[r] * cost;
        }
        return computed <= WORTH_SCHEDULING * needed ? schedule.place() : new int[0];
    }

    /** [compartment] place, region by region; compartments without mechanisms come last. */
    private int[] compact() {
        boolean aligned = isWorthPadding();
        int[] next = new int[size.length];
        int at = 0;
        for (int pass = 0; pass < 2; pass++) {
            for (int r = 0; r < size.length; r++) {
                if (painted.get(r).isEmpty() == (pass == 1)) {
                    next[r] = at;
                    at += aligned ? chunks(size[r]) * Frame.CHUNK : size[r];
                }
            }
        }
        return Arrays.stream(region).map(r -> next[r]++).toArray();
    }

    private boolean isWorthPadding() {
        int[] instances = new int[mechanisms.size()];
        int padded = 0;
        for (int r = 0; r < size.length; r++) {
            int here = size[r];
            painted.get(r).stream().forEach(m -> instances[m] += here);
            padded += chunks(size[r]) * painted.get(r).cardinality();
        }
        return padded <= WORTH_PADDING * Arrays.stream(instances).map(RegionOrder::chunks).sum();
    }

    private static int chunks(int nodes) {
        return (nodes + Frame.CHUNK - 1) / Frame.CHUNK;
    }
}
