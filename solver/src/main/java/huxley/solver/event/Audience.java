package huxley.solver.event;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Which groups hear a source, and where their connections from it begin. In blocks of sources, so that no array outgrows
 * its index.
 */
public final class Audience {
    /** Sources of a block: {@value}. */
    public static final int BLOCK = 1 << 12;

    private final Block[] blocks;
    private final BitSet exchanged;

    /** The listeners of the sources from {@code number * BLOCK} on. */
    public static final class Block {
        private final int[] start = new int[BLOCK + 1];
        private final int[] group;
        private final int[] first;

        /** @param groups [group] */
        public Block(int number, Connections[] groups) {
            int[] from = new int[groups.length];
            int[] to = new int[groups.length];
            for (int g = 0; g < groups.length; g++) {
                from[g] = position(groups[g], (long) number * BLOCK);
                to[g] = position(groups[g], (number + 1L) * BLOCK);
                for (int i = from[g]; i < to[g]; i++) {
                    start[groups[g].source(i) % BLOCK + 1]++;
                }
            }
            Arrays.parallelPrefix(start, Math::addExact);
            group = new int[start[BLOCK]];
            first = new int[start[BLOCK]];
            int[] next = Arrays.copyOf(start, BLOCK);
            for (int g = 0; g < groups.length; g++) {
                for (int i = from[g]; i < to[g]; i++) {
                    int at = next[groups[g].source(i) % BLOCK]++;
                    group[at] = g;
                    first[at] = groups[g].first(i);
                }
            }
        }

        private static int position(Connections connections, long source) {
            int low = 0;
            int high = connections.sources();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (connections.source(middle) < source) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        /** The listeners of a source are numbers {@code from(source)} to {@code to(source)} exclusive, ascending by group. */
        public int from(int source) {
            return start[source % BLOCK];
        }

        public int to(int source) {
            return start[source % BLOCK + 1];
        }

        /** The first listener of a source from this group on, or the end. */
        public int from(int source, int fromGroup) {
            int low = from(source);
            int high = to(source);
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (group[middle] < fromGroup) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        public int group(int listener) {
            return group[listener];
        }

        /** First connection of the source in the listener's connections. */
        public int first(int listener) {
            return first[listener];
        }
    }

    /** @param exchanged sources whose spikes the exchange must see: other ranks hear them, or connections made anew */
    public Audience(Block[] blocks, BitSet exchanged) {
        this.blocks = blocks;
        this.exchanged = exchanged;
    }

    /** Whether the exchange must see the spikes of a source, whichever groups of this rank hear it. */
    public boolean isExchanged(int source) {
        return exchanged.get(source);
    }

    public Block of(int source) {
        return blocks[source / BLOCK];
    }

    /** Memory taken. */
    public long bytes() {
        long sum = 0;
        for (Block block : blocks) {
            sum += (long) Integer.BYTES * (block.start.length + block.group.length + block.first.length);
        }
        return sum;
    }
}
