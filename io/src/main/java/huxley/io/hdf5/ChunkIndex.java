package huxley.io.hdf5;

import java.util.ArrayList;
import java.util.List;

/** The version 1 B-tree that finds the chunks of a dataset. */
final class ChunkIndex {
    /** Children a node has room for: twice the K that version 2 superblocks imply. */
    private static final int CAPACITY = 64;

    private final Tail tail;
    private final int rank;
    private final int keySize;
    private final int nodeSize;

    private ChunkIndex(Tail tail, int rank) {
        this.tail = tail;
        this.rank = rank;
        keySize = 8 + 8 * (rank + 1);
        nodeSize = 24 + (CAPACITY + 1) * keySize + CAPACITY * 8;
    }

    /** A stored chunk: its first row and column, its bytes in the file and where they are. */
    record Chunk(long firstRow, long firstColumn, int size, long address) {
    }

    /**
     * Writes the whole tree; returns the root's address, undefined when there is no chunk.
     *
     * @param chunks ascending by row, then column
     * @param endRow one past the last row of the last chunk
     */
    static long write(Tail tail, List<Chunk> chunks, int rank, long endRow) {
        if (chunks.isEmpty()) {
            return Hdf5File.UNDEFINED;
        }
        ChunkIndex index = new ChunkIndex(tail, rank);
        // On the levels above, a child is known by its first chunk and its own address.
        List<Chunk> level = chunks;
        int height = 0;
        do {
            level = index.level(level, height++, endRow);
        } while (level.size() > 1);
        return level.getFirst().address();
    }

    private List<Chunk> level(List<Chunk> children, int height, long endRow) {
        List<Chunk> nodes = new ArrayList<>();
        int count = (children.size() + CAPACITY - 1) / CAPACITY;
        long first = tail.end();
        Bytes level = new Bytes();
        for (int i = 0; i < count; i++) {
            List<Chunk> own = children.subList(i * CAPACITY, Math.min(children.size(), (i + 1) * CAPACITY));
            long address = first + (long) i * nodeSize;
            long left = i == 0 ? Hdf5File.UNDEFINED : address - nodeSize;
            long right = i == count - 1 ? Hdf5File.UNDEFINED : address + nodeSize;
            int start = level.size();
            level.text("TREE").u8(1).u8(height).u16(own.size()).u64(left).u64(right);
            for (Chunk child : own) {
                key(level, child.size(), child.firstRow(), child.firstColumn()).u64(child.address());
            }
            if (i == count - 1) {
                key(level, 0, endRow, 0);
            } else {
                Chunk next = children.get((i + 1) * CAPACITY);
                key(level, 0, next.firstRow(), next.firstColumn());
            }
            level.zeros(start + nodeSize - level.size());
            Chunk known = own.getFirst();
            nodes.add(new Chunk(known.firstRow(), known.firstColumn(), known.size(), address));
        }
        tail.append(level);
        return nodes;
    }

    /** Bytes stored, no filter left out, offset of the chunk and within the element. */
    private Bytes key(Bytes to, int size, long firstRow, long firstColumn) {
        to.u32(size).u32(0).u64(firstRow);
        if (rank == 2) {
            to.u64(firstColumn);
        }
        return to.u64(0);
    }
}
