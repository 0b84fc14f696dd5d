package huxley.solver.engine;

import huxley.neuron.cell.Cell;
import huxley.solver.cable.Block;
import huxley.solver.kernel.Frame;
import huxley.solver.precision.Numbers;
import huxley.synapse.Circuit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Where the compartments of a group of cells lie: equal cells interleaved as blocks of {@link Frame#CHUNK} lanes, then
 * the compartments of all other cells together, by region. Node {@link #spare} belongs to nobody; padding points to it.
 */
final class GroupLayout {
    /** From so many equal cells on a block with idle lanes beats single cells. */
    private static final int WORTH_A_BLOCK = 7;

    /**
     * A block and the cells of one shape on its lanes; a block may have more lanes than cells. Blocks of one lane come
     * last.
     *
     * @param plans [cell]
     */
    record Part(List<CellPlan> plans, Block block, int[] gids) {
        /** What all cells have in common, and the first one's values. */
        CellPlan plan() {
            return plans.getFirst();
        }

        /** The plan of a lane; idle ones take the first cell's. */
        CellPlan plan(int lane) {
            return lane < plans.size() ? plans.get(lane) : plans.getFirst();
        }
    }

    final List<Part> parts;
    /** Indices of artificial cells, as gids, in ascending order. */
    final int[] artificial;
    /** Nodes of cells, padding included. */
    final int nodes;
    private final RegionOrder order;
    final int spare;

    GroupLayout(Circuit circuit, int[] gids, Function<Cell, CellPlan> plans) {
        int cells = circuit.cells().size();
        Map<CellPlan, List<Integer>> equal = new IdentityHashMap<>();
        List<CellPlan> kinds = new ArrayList<>();
        for (int gid : gids) {
            if (gid < cells) {
                equal.computeIfAbsent(plans.apply(circuit.cells().get(gid).cell()).like, like -> {
                    kinds.add(like);
                    return new ArrayList<>();
                }).add(gid);
            }
        }
        List<Part> all = new ArrayList<>();
        List<CellPlan> single = new ArrayList<>();
        List<Integer> singleGid = new ArrayList<>();
        int base = 0;
        for (CellPlan plan : kinds) {
            int[] members = equal.getOrDefault(plan, List.of()).stream().mapToInt(Integer::intValue).toArray();
            int from = 0;
            for (; members.length - from >= WORTH_A_BLOCK; from = Math.min(from + Frame.CHUNK, members.length)) {
                Block block = new Block(plan.matrix, base, plan.interleaved(), Frame.CHUNK);
                int[] lanes = Arrays.copyOfRange(members, from, Math.min(from + Frame.CHUNK, members.length));
                all.add(new Part(
                        Arrays.stream(lanes).mapToObj(gid -> plans.apply(circuit.cells().get(gid).cell())).toList(),
                        block, lanes));
                base += block.nodes();
            }
            for (; from < members.length; from++) {
                single.add(plans.apply(circuit.cells().get(members[from]).cell()));
                singleGid.add(members[from]);
            }
        }
        order = new RegionOrder(single, base);
        for (int c = 0; c < single.size(); c++) {
            Block block = new Block(single.get(c).matrix, 0, order.node[c], 1);
            all.add(new Part(List.of(single.get(c)), block, new int[] {singleGid.get(c)}));
        }
        parts = List.copyOf(all);
        artificial = Arrays.stream(gids).filter(g -> g >= cells).sorted().toArray();
        nodes = order.end;
        spare = order.end;
    }

    /** Length of arrays per node. */
    int length() {
        return nodes + Frame.CHUNK;
    }

    /** Whether a node only pads. */
    boolean isIdle(int node) {
        return Arrays.binarySearch(order.idle, node) >= 0;
    }

    /** Gives nodes that only pad the value of a node like them. */
    void fillIdle(Numbers perNode) {
        for (int i = 0; i < order.idle.length; i++) {
            perNode.set(order.idle[i], perNode.get(order.like[i]));
        }
    }
}
