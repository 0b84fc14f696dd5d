package huxley.solver.engine;

import huxley.neuron.mechanism.Mechanism;
import huxley.solver.kernel.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Places the compartments of cells of any shape so that those with the same density mechanisms (a region) lie side by
 * side, each region from a multiple of {@link Frame#CHUNK} on. A mechanism is then on whole chunks of nodes, whatever the
 * cells look like: its kernels load vectors and gather nothing. Compartments without mechanisms come last.
 *
 * <p>Where that would pad too much (few compartments, many regions) regions follow each other without gaps.
 */
final class RegionOrder {
    /** Chunks that may be computed for one that is needed. */
    private static final double WORTH_PADDING = 1.5;

    /** [cell] [position] node */
    final int[][] node;
    /** Nodes that pad a region, ascending. */
    final int[] idle;
    /** The first node after all others. */
    final int end;

    private final Map<Mechanism, Integer> mechanisms = new IdentityHashMap<>();
    private final Map<BitSet, Integer> regions = new HashMap<>();
    private final List<BitSet> painted = new ArrayList<>();

    /** @param base first node, a multiple of {@link Frame#CHUNK} */
    RegionOrder(List<CellPlan> cells, int base) {
        Map<CellPlan, int[]> regionOf = new IdentityHashMap<>();
        List<int[]> region = new ArrayList<>();
        cells.forEach(plan -> region.add(regionOf.computeIfAbsent(plan, this::regions)));
        int[] size = new int[painted.size()];
        region.forEach(positions -> Arrays.stream(positions).forEach(r -> size[r]++));
        int[] next = new int[size.length];
        boolean aligned = isWorthPadding(size);
        BitSet used = new BitSet();
        int at = base;
        for (int pass = 0; pass < 2; pass++) {
            for (int r = 0; r < size.length; r++) {
                if (painted.get(r).isEmpty() == (pass == 1)) {
                    next[r] = at;
                    used.set(at, at + size[r]);
                    at += aligned ? chunks(size[r]) * Frame.CHUNK : size[r];
                }
            }
        }
        end = at;
        BitSet unused = new BitSet();
        unused.set(base, end);
        unused.andNot(used);
        idle = unused.stream().toArray();
        node = new int[cells.size()][];
        for (int c = 0; c < node.length; c++) {
            node[c] = Arrays.stream(region.get(c)).map(r -> next[r]++).toArray();
        }
    }

    /** [position] region */
    private int[] regions(CellPlan plan) {
        BitSet[] here = new BitSet[plan.matrix.size()];
        Arrays.setAll(here, p -> new BitSet());
        for (CellPlan.Use use : plan.uses) {
            if (use.mechanism.kind() == Mechanism.Kind.DENSITY) {
                int number = mechanisms.computeIfAbsent(use.mechanism, m -> mechanisms.size());
                for (int compartment : use.compartment) {
                    here[plan.matrix.position()[compartment]].set(number);
                }
            }
        }
        return Arrays.stream(here).mapToInt(set -> regions.computeIfAbsent(set, s -> {
            painted.add(s);
            return painted.size() - 1;
        })).toArray();
    }

    private boolean isWorthPadding(int[] size) {
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
