package huxley.solver.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What ranks tell each other, as numbers. */
final class Ranks {
    private final Peers peers;

    Ranks(Peers peers) {
        this.peers = peers;
    }

    /** Whether there is but one. */
    boolean isAlone() {
        return peers.ranks() == 1;
    }

    /** Whether this one hands everything to the observer. */
    boolean isFirst() {
        return peers.rank() == 0;
    }

    boolean isOwn(int rank) {
        return rank == peers.rank();
    }

    static ByteBuffer bytes(long count) {
        return ByteBuffer.allocate(Math.toIntExact(count)).order(ByteOrder.nativeOrder());
    }

    /** Each the least of all ranks. */
    long[] least(long... mine) {
        if (isAlone()) {
            return mine;
        }
        ByteBuffer block = bytes((long) Long.BYTES * mine.length);
        block.asLongBuffer().put(mine);
        long[] least = mine.clone();
        for (ByteBuffer theirs : peers.exchange(block).await()) {
            for (int i = 0; i < least.length; i++) {
                least[i] = Math.min(least[i], theirs.getLong(i * Long.BYTES));
            }
        }
        return least;
    }

    /** Whether any rank says so. */
    boolean any(boolean mine) {
        return least(mine ? 0 : 1)[0] == 0;
    }

    /** What any rank has. */
    BitSet anyHas(BitSet mine) {
        if (isAlone()) {
            return mine;
        }
        BitSet any = othersHave(mine);
        any.or(mine);
        return any;
    }

    /** What any other rank has. */
    BitSet othersHave(BitSet mine) {
        BitSet any = new BitSet();
        List<ByteBuffer> all = all(ByteBuffer.wrap(mine.toByteArray()));
        for (int rank = 0; rank < all.size(); rank++) {
            if (!isOwn(rank)) {
                any.or(BitSet.valueOf(all.get(rank)));
            }
        }
        return any;
    }

    /** Names that any rank has, sorted. */
    SortedSet<String> anyNames(Set<String> mine) {
        SortedSet<String> any = new TreeSet<>();
        for (ByteBuffer theirs : all(ByteBuffer.wrap(String.join("\n", mine).getBytes(StandardCharsets.UTF_8)))) {
            any.addAll(List.of(StandardCharsets.UTF_8.decode(theirs).toString().split("\n")));
        }
        return any;
    }

    /** [rank] */
    List<ByteBuffer> all(ByteBuffer mine) {
        return peers.exchange(mine).await();
    }

    /** Hands a block to rank 0. */
    void gather(ByteBuffer mine, Peers.Receiver receiver) {
        peers.gather(mine, receiver);
    }

    /** Adds the spikes of the other ranks to those of rank 0; elsewhere there are none left. */
    void spikes(SpikeList mine) {
        if (isAlone()) {
            return;
        }
        ByteBuffer block = bytes((long) (Integer.BYTES + Double.BYTES) * mine.size());
        for (int i = 0; i < mine.size(); i++) {
            block.putInt(mine.id(i)).putDouble(mine.time_ms(i));
        }
        mine.clear();
        peers.gather(block.flip(), (rank, theirs) -> {
            while (theirs.hasRemaining()) {
                mine.add(theirs.getInt(), theirs.getDouble());
            }
        });
    }

    /**
     * Rows of all places at rank 0; elsewhere nothing of use.
     *
     * @param row [row][column]
     * @param place [column] place
     */
    double[][] columns(double[][] row, int[] place, int places) {
        if (isAlone()) {
            return row;
        }
        ByteBuffer block = bytes(Integer.BYTES * (1L + place.length) + (long) Double.BYTES * place.length * row.length);
        block.putInt(place.length);
        for (int p : place) {
            block.putInt(p);
        }
        for (double[] one : row) {
            block.asDoubleBuffer().put(one);
            block.position(block.position() + Double.BYTES * one.length);
        }
        double[][] all = new double[row.length][isFirst() ? places : 0];
        peers.gather(block.flip(), (rank, theirs) -> {
            int[] at = new int[theirs.getInt()];
            for (int column = 0; column < at.length; column++) {
                at[column] = theirs.getInt();
            }
            for (double[] one : all) {
                for (int p : at) {
                    one[p] = theirs.getDouble();
                }
            }
        });
        return all;
    }
}
