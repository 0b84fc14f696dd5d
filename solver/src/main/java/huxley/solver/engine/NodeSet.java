package huxley.solver.engine;

import huxley.solver.kernel.Frame;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Function;

/**
 * The nodes that the instances of something in a group lie at, padded to whole chunks.
 *
 * @param node as in {@link Frame}
 * @param shared whether two instances lie at one node
 * @param start [part of the layout] first instance there; instance j of the cell on lane l is {@code start + j * width + l},
 *     but for cells of one lane when {@code ordered}
 * @param ordered whether instances are in ascending order of their nodes
 */
record NodeSet(int[] node, boolean chunked, boolean shared, int count, int padded, int[] start, boolean ordered) {
    /**
     * Instances in the order of parts.
     *
     * @param compartments of one cell of a part, in order of instances
     */
    static NodeSet of(GroupLayout layout, Function<CellPlan, int[]> compartments) {
        return new Places(layout, compartments).inOrderOfParts();
    }

    /**
     * Instances in the order of nodes: whole chunks of nodes where the layout allows.
     *
     * @param compartments of one cell of a part, in order of solution
     */
    static NodeSet ordered(GroupLayout layout, Function<CellPlan, int[]> compartments) {
        return new Places(layout, compartments).inOrderOfNodes();
    }

    /** Instances at given nodes. */
    static NodeSet at(GroupLayout layout, int[] nodes, boolean shared) {
        int[] node = Arrays.copyOf(nodes, pad(nodes.length));
        Arrays.fill(node, nodes.length, node.length, layout.spare);
        return new NodeSet(node, false, shared, nodes.length, node.length, new int[0], true);
    }

    /** Instances without any node. */
    static NodeSet nowhere(GroupLayout layout, int count) {
        int[] node = new int[pad(count)];
        Arrays.fill(node, layout.spare);
        return new NodeSet(node, false, true, count, node.length, new int[layout.parts.size()], false);
    }

    int nodeOf(int instance) {
        return chunked ? node[instance / Frame.CHUNK] + instance % Frame.CHUNK : node[instance];
    }

    /** Where {@code ordered}: the first instance at a node or beyond. */
    int firstAt(int atNode) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (node[middle] < atNode) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Instance j of the cell on a lane of part p, which lies at a compartment. */
    int instance(GroupLayout layout, int p, int j, int lane, int compartment) {
        var block = layout.parts.get(p).block();
        return ordered && block.width() == 1
                ? instanceAt(block.node(compartment, lane))
                : start[p] + j * block.width() + lane;
    }

    private int instanceAt(int at) {
        int found = Arrays.binarySearch(node, 0, chunked ? node.length : count, at);
        if (!chunked) {
            return found;
        }
        int chunk = found >= 0 ? found : -found - 2;
        return chunk * Frame.CHUNK + at - node[chunk];
    }

    private static int pad(int count) {
        return (count + Frame.CHUNK - 1) / Frame.CHUNK * Frame.CHUNK;
    }

    /** What is known before instances have an order. */
    private static final class Places {
        final GroupLayout layout;
        /** [part] compartments */
        final int[][] used;
        final int[] start;
        final int count;
        final boolean allBlocks;
        final boolean shared;

        Places(GroupLayout layout, Function<CellPlan, int[]> compartments) {
            this.layout = layout;
            int parts = layout.parts.size();
            used = new int[parts][];
            start = new int[parts];
            int instances = 0;
            boolean blocks = true;
            boolean twice = false;
            for (int p = 0; p < parts; p++) {
                GroupLayout.Part part = layout.parts.get(p);
                used[p] = compartments.apply(part.plan());
                start[p] = instances;
                instances += used[p].length * part.block().width();
                blocks &= used[p].length == 0 || part.block().width() == Frame.CHUNK;
                twice |= repeats(used[p]);
            }
            count = instances;
            allBlocks = blocks;
            shared = twice;
        }

        private static boolean repeats(int[] compartments) {
            BitSet seen = new BitSet();
            for (int compartment : compartments) {
                if (seen.get(compartment)) {
                    return true;
                }
                seen.set(compartment);
            }
            return false;
        }

        NodeSet inOrderOfParts() {
            return allBlocks ? blocks() : scattered(nodes(), false);
        }

        NodeSet inOrderOfNodes() {
            if (allBlocks || shared) {
                return inOrderOfParts();
            }
            BitSet covered = new BitSet(layout.length());
            for (int node : nodes()) {
                covered.set(node);
            }
            int[] chunks = wholeChunks(covered);
            if (chunks.length == 0) {
                return scattered(covered.stream().toArray(), true);
            }
            int padded = chunks.length * Frame.CHUNK;
            return new NodeSet(chunks, true, false, padded, padded, start, true);
        }

        private NodeSet blocks() {
            int[] node = new int[count / Frame.CHUNK];
            int chunk = 0;
            for (int p = 0; p < used.length; p++) {
                for (int compartment : used[p]) {
                    node[chunk++] = layout.parts.get(p).block().node(compartment, 0);
                }
            }
            return new NodeSet(node, true, shared, count, count, start, false);
        }

        private NodeSet scattered(int[] nodes, boolean ordered) {
            int[] node = Arrays.copyOf(nodes, pad(count));
            Arrays.fill(node, count, node.length, layout.spare);
            return new NodeSet(node, false, shared, count, node.length, start, ordered);
        }

        private int[] nodes() {
            int[] node = new int[count];
            int i = 0;
            for (int p = 0; p < used.length; p++) {
                var block = layout.parts.get(p).block();
                for (int compartment : used[p]) {
                    for (int lane = 0; lane < block.width(); lane++) {
                        node[i++] = block.node(compartment, lane);
                    }
                }
            }
            return node;
        }

        /** The chunks that cover the nodes and, idle nodes aside, no others; none if there are no such chunks. */
        private int[] wholeChunks(BitSet covered) {
            int[] chunks = new int[layout.nodes / Frame.CHUNK];
            int n = 0;
            for (int node = covered.nextSetBit(0); node >= 0; node = covered.nextSetBit(chunks[n++] + Frame.CHUNK)) {
                chunks[n] = node / Frame.CHUNK * Frame.CHUNK;
                for (int other = chunks[n]; other < chunks[n] + Frame.CHUNK; other++) {
                    if (!covered.get(other) && !layout.isIdle(other)) {
                        return new int[0];
                    }
                }
            }
            return Arrays.copyOf(chunks, n);
        }
    }
}
