package huxley.solver.engine;

import huxley.neuron.cell.Cell;
import huxley.solver.cable.Block;
import huxley.solver.kernel.Frame;
import huxley.synapse.Circuit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Where the compartments of a group of cells lie: equal cells interleaved as blocks of {@link Frame#CHUNK} lanes, others
 * one after the other. Node {@link #spare} belongs to nobody; padding points to it.
 */
final class GroupLayout {
    /** From so many equal cells on a block with idle lanes beats single cells. */
    private static final int WORTH_A_BLOCK = 3;

    /** A block and the cells on its lanes; a block may have more lanes than cells. */
    record Part(CellPlan plan, Block block, int[] gids) {
    }

    final List<Part> parts;
    /** Indices of artificial cells, as gids, in ascending order. */
    final int[] artificial;
    /** Nodes of cells, padding lanes included. */
    final int nodes;
    final int spare;

    GroupLayout(Circuit circuit, int[] gids, Function<Cell, CellPlan> plans) {
        int cells = circuit.cells().size();
        Map<Cell, List<Integer>> equal = new IdentityHashMap<>();
        List<Cell> kinds = new ArrayList<>();
        for (int gid : gids) {
            if (gid < cells) {
                Cell cell = circuit.cells().get(gid).cell();
                equal.computeIfAbsent(cell, c -> {
                    kinds.add(c);
                    return new ArrayList<>();
                }).add(gid);
            }
        }
        List<Part> all = new ArrayList<>();
        int base = 0;
        for (Cell cell : kinds) {
            CellPlan plan = plans.apply(cell);
            int[] members = equal.getOrDefault(cell, List.of()).stream().mapToInt(Integer::intValue).toArray();
            for (int from = 0; from < members.length;) {
                int left = members.length - from;
                int width = left >= WORTH_A_BLOCK ? Frame.CHUNK : 1;
                int to = from + Math.min(width, left);
                Block block = new Block(plan.matrix, base, width);
                all.add(new Part(plan, block, Arrays.copyOfRange(members, from, to)));
                base += block.nodes();
                from = to;
            }
        }
        parts = List.copyOf(all);
        artificial = Arrays.stream(gids).filter(g -> g >= cells).sorted().toArray();
        nodes = base;
        spare = base;
    }

    /** Length of arrays per node. */
    int length() {
        return nodes + Frame.CHUNK;
    }

    boolean interleaved(CellPlan.Use use) {
        return parts.stream().allMatch(p -> p.block.width() == Frame.CHUNK || !p.plan.uses.contains(use));
    }
}
