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

    /**
     * The listeners of the sources from {@code number * BLOCK} on, in four bytes each: the group, and where the connections begin among
     * those that the group has from this block. Where that is too much for two bytes, in eight.
     */
    public static final class Block {
        private static final int NARROW = 1 << Short.SIZE;

        private final int[] start = new int[BLOCK + 1];
        /** [group] its first connection from a source of this block; empty where {@code wide} */
        private final int[] base;
        /** Group and place from its base on. */
        private final short[] narrow;
        /** Group and connection. */
        private final int[] wide;

        /** @param groups [group] */
        public Block(int number, Connections[] groups) {
            int source = number * BLOCK;
            long end = (number + 1L) * BLOCK;
            int[] from = new int[groups.length];
            boolean fits = groups.length <= NARROW;
            for (int g = 0; g < groups.length; g++) {
                Connections.Walk heard = groups[g].walkFrom(source);
                int last = -1;
                while (heard.next() && heard.source() < end) {
                    start[heard.source() % BLOCK + 1]++;
                    from[g] = last < 0 ? heard.first() : from[g];
                    last = heard.first();
                }
                fits &= last - from[g] < NARROW;
            }
            Arrays.parallelPrefix(start, Math::addExact);
            int listeners = Math.multiplyExact(2, start[BLOCK]);
            base = fits ? from : new int[0];
            narrow = new short[fits ? listeners : 0];
            wide = new int[fits ? 0 : listeners];
            int[] next = Arrays.copyOf(start, BLOCK);
            for (int g = 0; g < groups.length; g++) {
                Connections.Walk heard = groups[g].walkFrom(source);
                while (heard.next() && heard.source() < end) {
                    int at = 2 * next[heard.source() % BLOCK]++;
                    if (fits) {
                        narrow[at] = (short) g;
                        narrow[at + 1] = (short) (heard.first() - from[g]);
                    } else {
                        wide[at] = g;
                        wide[at + 1] = heard.first();
                    }
                }
            }
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
                if (group(middle) < fromGroup) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        public int group(int listener) {
            return wide.length == 0 ? narrow[2 * listener] & 0xffff : wide[2 * listener];
        }

        /** First connection of the source in the listener's connections. */
        public int first(int listener) {
            return wide.length == 0
                    ? base[group(listener)] + (narrow[2 * listener + 1] & 0xffff)
                    : wide[2 * listener + 1];
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
            sum += (long) Integer.BYTES * (block.start.length + block.base.length + block.wide.length)
                    + (long) Short.BYTES * block.narrow.length;
        }
        return sum;
    }
}
