package huxley.solver.engine;

import huxley.solver.kernel.Frame;
import java.util.Arrays;
import java.util.function.Function;

/**
 * The nodes that the instances of something in a group lie at, padded to whole chunks.
 *
 * @param node as in {@link Frame}
 * @param shared whether two instances lie at one node
 * @param start [part of the layout] first instance there; instance j of the cell on lane l is {@code start + j * width + l}
 */
record NodeSet(int[] node, boolean chunked, boolean shared, int count, int padded, int[] start) {
    /** @param compartments of one cell of a part, in order of instances */
    static NodeSet of(GroupLayout layout, Function<CellPlan, int[]> compartments) {
        int parts = layout.parts.size();
        int[][] used = new int[parts][];
        int[] start = new int[parts];
        int count = 0;
        boolean chunked = true;
        for (int p = 0; p < parts; p++) {
            GroupLayout.Part part = layout.parts.get(p);
            used[p] = compartments.apply(part.plan());
            start[p] = count;
            count += used[p].length * part.block().width();
            chunked &= used[p].length == 0 || part.block().width() == Frame.CHUNK;
        }
        return chunked ? chunked(layout, used, start, count) : gathered(layout, used, start, count);
    }

    private static NodeSet chunked(GroupLayout layout, int[][] used, int[] start, int count) {
        int[] node = new int[count / Frame.CHUNK];
        int chunk = 0;
        for (int p = 0; p < used.length; p++) {
            for (int compartment : used[p]) {
                node[chunk++] = layout.parts.get(p).block().node(compartment, 0);
            }
        }
        return new NodeSet(node, true, shares(used), count, count, start);
    }

    private static NodeSet gathered(GroupLayout layout, int[][] used, int[] start, int count) {
        int padded = pad(count);
        int[] node = new int[padded];
        Arrays.fill(node, layout.spare);
        int i = 0;
        for (int p = 0; p < used.length; p++) {
            var block = layout.parts.get(p).block();
            for (int compartment : used[p]) {
                for (int lane = 0; lane < block.width(); lane++) {
                    node[i++] = block.node(compartment, lane);
                }
            }
        }
        return new NodeSet(node, false, shares(used), count, padded, start);
    }

    /** Instances without any node. */
    static NodeSet nowhere(GroupLayout layout, int count) {
        int[] node = new int[pad(count)];
        Arrays.fill(node, layout.spare);
        return new NodeSet(node, false, true, count, node.length, new int[layout.parts.size()]);
    }

    int nodeOf(int instance) {
        return chunked ? node[instance / Frame.CHUNK] + instance % Frame.CHUNK : node[instance];
    }

    private static boolean shares(int[][] used) {
        for (int[] compartments : used) {
            if (Arrays.stream(compartments).distinct().count() < compartments.length) {
                return true;
            }
        }
        return false;
    }

    private static int pad(int count) {
        return (count + Frame.CHUNK - 1) / Frame.CHUNK * Frame.CHUNK;
    }
}
