package huxley.io.hdf5;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The version 1 B-tree that finds the chunks of a dataset of shape [row]. */
final class ChunkIndex {
    /** Children a node has room for: twice the K that version 2 superblocks imply. */
    private static final int CAPACITY = 64;
    private static final int KEY_SIZE = 24;
    private static final int NODE_SIZE = 24 + (CAPACITY + 1) * KEY_SIZE + CAPACITY * 8;

    private ChunkIndex() {
    }

    /** A stored chunk: its first row, its bytes in the file and where they are. */
    record Chunk(long firstRow, int size, long address) {
    }

    /** A node of the level below: the key of its first chunk and where the node is. */
    private record Child(long firstRow, int size, long address) {
    }

    /** Writes the whole tree; returns the root's address, undefined when there is no chunk. */
    static long write(Hdf5File file, List<Chunk> chunks, int chunkRows) throws IOException {
        if (chunks.isEmpty()) {
            return Hdf5File.UNDEFINED;
        }
        List<Child> level = chunks.stream().map(c -> new Child(c.firstRow(), c.size(), c.address())).toList();
        long end = chunks.getLast().firstRow() + chunkRows;
        int height = 0;
        do {
            level = writeLevel(file, level, height++, end);
        } while (level.size() > 1);
        return level.getFirst().address();
    }

    private static List<Child> writeLevel(Hdf5File file, List<Child> children, int height, long end)
            throws IOException {
        List<Child> nodes = new ArrayList<>();
        int count = (children.size() + CAPACITY - 1) / CAPACITY;
        long first = file.end();
        Bytes level = new Bytes();
        for (int i = 0; i < count; i++) {
            List<Child> own = children.subList(i * CAPACITY, Math.min(children.size(), (i + 1) * CAPACITY));
            long address = first + (long) i * NODE_SIZE;
            long left = i == 0 ? Hdf5File.UNDEFINED : address - NODE_SIZE;
            long right = i == count - 1 ? Hdf5File.UNDEFINED : address + NODE_SIZE;
            int start = level.size();
            level.text("TREE").u8(1).u8(height).u16(own.size()).u64(left).u64(right);
            for (Child child : own) {
                key(level, child.size(), child.firstRow()).u64(child.address());
            }
            key(level, 0, i == count - 1 ? end : children.get((i + 1) * CAPACITY).firstRow());
            level.zeros(start + NODE_SIZE - level.size());
            nodes.add(new Child(own.getFirst().firstRow(), own.getFirst().size(), address));
        }
        file.append(level.toArray());
        return nodes;
    }

    /** Bytes stored, no filter left out, offset of the chunk in rows and within the element. */
    private static Bytes key(Bytes to, int size, long firstRow) {
        return to.u32(size).u32(0).u64(firstRow).u64(0);
    }
}
