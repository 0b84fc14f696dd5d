package huxley.solver.simd;

import huxley.solver.cable.Block;
import huxley.solver.cable.ForestSchedule;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ForestSolver} has to look up, read off the places of nodes: place k is node {@code base + k}.
 *
 * @param base a multiple of {@link ForestSchedule#LANES}
 * @param slots all of them; the roots stand in those from {@code branches} on
 * @param chained [slot] bit by lane: chained to the last child, which stands there {@link ForestSchedule#DISTANCE} slots before
 * @param child places of compartments that no parent is chained to, and {@code parent} those of their parents, in the
 *     order in which they are summed
 * @param sums [slot] first of those to be summed when the slot is done
 * @param below the same compartments, and {@code above} their parents, by the slot of the parent; after those of all
 *     slots idle places, and themselves
 * @param belows [slot] first of those with a parent in the slot
 */
record Forest(int base, int slots, int branches, byte[] chained, int[] child, int[] parent, int[] sums, int[] below,
        int[] above, int[] belows) {
    private static final int SLOT = ForestSchedule.LANES;
    private static final int NONE = -1;

    /** The forest of blocks of width 1, or null if their nodes do not lie as a schedule places them. */
    static @Nullable Forest of(List<Block> blocks) {
        int base = Integer.MAX_VALUE;
        int end = 0;
        for (Block block : blocks) {
            for (int p = 0; p < block.matrix().size(); p++) {
                base = Math.min(base, block.nodeAt(p, 0));
                end = Math.max(end, block.nodeAt(p, 0) + 1);
            }
        }
        base = base / SLOT * SLOT;
        int slots = (end - base + SLOT - 1) / SLOT;
        return new Reading(blocks, base, slots).forest();
    }

    /** Finds the relations between places. */
    private static final class Reading {
        final int base;
        final int slots;
        /** [place] place of the parent, -1 for roots, -2 for idle places */
        final int[] above;
        /** [place] of the child that is summed last, -1 if there is none. */
        final int[] last;
        /** Places of all children, each parent's in the order of the sum. */
        final int[] order;
        int branches;
        boolean scheduled = true;

        Reading(List<Block> blocks, int base, int slots) {
            this.base = base;
            this.slots = slots;
            above = new int[slots * SLOT];
            last = new int[slots * SLOT];
            Arrays.fill(above, -2);
            Arrays.fill(last, NONE);
            int[] children = new int[slots * SLOT];
            int count = 0;
            branches = slots;
            int deepest = NONE;
            for (Block block : blocks) {
                int[] parents = block.matrix().parent();
                int root = block.nodeAt(0, 0) - base;
                above[root] = NONE;
                branches = Math.min(branches, root / SLOT);
                for (int p = parents.length - 1; p > 0; p--) {
                    int place = block.nodeAt(p, 0) - base;
                    int parent = block.nodeAt(parents[p], 0) - base;
                    above[place] = parent;
                    last[parent] = place;
                    children[count++] = place;
                    deepest = Math.max(deepest, place / SLOT);
                    scheduled &= place / SLOT < parent / SLOT;
                }
            }
            scheduled &= deepest < branches;
            order = Arrays.copyOf(children, count);
        }

        @Nullable
        Forest forest() {
            if (!scheduled) {
                return null;
            }
            byte[] chained = new byte[slots + ForestSchedule.DISTANCE];
            int[] latest = new int[slots * SLOT];
            int[] open = new int[order.length];
            int count = 0;
            for (int place : order) {
                int parent = above[place];
                if (place + ForestSchedule.DISTANCE * SLOT == parent && last[parent] == place
                        && parent / SLOT < branches) {
                    chained[parent / SLOT] |= (byte) (1 << parent % SLOT);
                } else {
                    open[count++] = place;
                    latest[parent] = Math.max(latest[parent], place / SLOT);
                }
            }
            open = Arrays.copyOf(open, count);
            int[] sums = new int[slots + 1];
            int[] child = sorted(open, Arrays.stream(open).map(c -> latest[above[c]]).toArray(), sums);
            int[] belows = new int[slots + 1];
            int[] below = sorted(open, Arrays.stream(open).map(c -> above[c] / SLOT).toArray(), belows);
            return new Forest(base, slots, branches, chained, child, parents(child), sums, withIdle(below),
                    parents(withIdle(below)), belows);
        }

        private int[] parents(int[] places) {
            return Arrays.stream(places).map(c -> above[c] == -2 ? c : above[c]).toArray();
        }

        private int[] withIdle(int[] places) {
            int[] all = Arrays.copyOf(places, places.length + slots * SLOT);
            int count = places.length;
            for (int k = 0; k < above.length; k++) {
                if (above[k] == -2) {
                    all[count++] = k;
                }
            }
            return Arrays.copyOf(all, count);
        }

        /** Places by slot, otherwise in the given order; {@code starts} becomes the first of each slot. */
        private static int[] sorted(int[] places, int[] slot, int[] starts) {
            for (int s : slot) {
                starts[s + 1]++;
            }
            Arrays.parallelPrefix(starts, Integer::sum);
            int[] next = starts.clone();
            int[] sorted = new int[places.length];
            for (int i = 0; i < places.length; i++) {
                sorted[next[slot[i]]++] = places[i];
            }
            return sorted;
        }
    }
}
