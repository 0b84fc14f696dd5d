package huxley.solver.opencl;

import huxley.solver.cable.Block;
import huxley.solver.cable.CableMatrix;
import huxley.solver.cable.SlotSchedule;
import java.util.Arrays;
import java.util.List;

/**
 * Trees that all work-items of a group solve together, as {@code slots.cl} reads them: equal cells side by side, or all cells
 * of unlike shape as one forest.
 *
 * @param schedule of all compartments, counted through the trees by position
 * @param ints by place: where slots begin, nodes, places of parents, where children begin; then the children of each
 * @param coefficients upper, lower and diagonal, each by place
 */
record Trees(SlotSchedule schedule, int[] ints, double[] coefficients) {
    /**
     * @param blocks one, or several of one cell each
     * @param base where nodes are counted from
     * @param lanes compartments of a slot, for each cell of a block
     */
    static Trees of(List<Block> blocks, int base, double rate_per_ms, int lanes) {
        int n = blocks.stream().mapToInt(b -> b.matrix().size()).sum();
        int[] parent = new int[n];
        int[] node = new int[n];
        double[][] coefficients = new double[3][n];
        int first = 0;
        for (Block block : blocks) {
            CableMatrix matrix = block.matrix();
            for (int p = 0; p < matrix.size(); p++) {
                parent[first + p] = matrix.parent()[p] < 0 ? -1 : first + matrix.parent()[p];
                node[first + p] = block.nodeAt(p, 0) - base;
            }
            System.arraycopy(matrix.upper_S_per_cm2(), 0, coefficients[0], first, matrix.size());
            System.arraycopy(matrix.lower_S_per_cm2(), 0, coefficients[1], first, matrix.size());
            System.arraycopy(matrix.diagonal(rate_per_ms), 0, coefficients[2], first, matrix.size());
            first += matrix.size();
        }
        SlotSchedule schedule = SlotSchedule.of(parent, lanes);
        int[] order = schedule.compartment();
        int[] place = schedule.place();
        WholeNumbers ints = new WholeNumbers();
        ints.add(schedule.begin());
        ints.add(Arrays.stream(order).map(c -> node[c]).toArray());
        ints.add(Arrays.stream(order).map(c -> parent[c] < 0 ? -1 : place[parent[c]]).toArray());
        addChildren(parent, order, place, ints);
        double[] byPlace = new double[3 * n];
        for (int k = 0; k < byPlace.length; k++) {
            byPlace[k] = coefficients[k / n][order[k % n]];
        }
        return new Trees(schedule, Arrays.copyOf(ints.numbers(), ints.size()), byPlace);
    }

    /** Children are summed as {@code HinesSolver} meets them: the last position first. */
    private static void addChildren(int[] parent, int[] order, int[] place, WholeNumbers ints) {
        int n = parent.length;
        int[] begin = new int[n + 1];
        for (int c = 0; c < n; c++) {
            if (parent[c] >= 0) {
                begin[place[parent[c]] + 1]++;
            }
        }
        Arrays.parallelPrefix(begin, Integer::sum);
        int[] next = begin.clone();
        int[] child = new int[begin[n]];
        for (int c = n - 1; c >= 0; c--) {
            if (parent[c] >= 0) {
                child[next[place[parent[c]]]++] = place[c];
            }
        }
        ints.add(begin);
        ints.add(child);
    }

    int places() {
        return schedule.compartment().length;
    }
}
