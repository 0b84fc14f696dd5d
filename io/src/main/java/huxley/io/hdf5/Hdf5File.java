package huxley.io.hdf5;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An HDF5 file being written, in the format of version 1.8. {@link #commit} makes everything appended so far readable by
 * others; whatever happens until the next one, the death of the process included, readers see the state of the last. Not
 * thread-safe; different files may be written by different threads.
 *
 * <p>Complete chunks are appended and never touched again. Everything else is written anew by a commit, where the last
 * commit but one left it, or at the end of the file if it has grown too long for that or somebody reads ({@link Hdf5Reading}); then
 * the superblock, in one write, points to it.
 */
public final class Hdf5File implements Closeable {
    static final long UNDEFINED = -1;
    private static final int SUPERBLOCK_SIZE = 48;
    private static final double SLACK = 1.5;

    private final FileChannel channel;
    private final Hdf5Group root = new Hdf5Group(this);
    private final TextHeap texts = new TextHeap(this);
    private Region current = new Region(SUPERBLOCK_SIZE, 0);
    private Region spare = current;
    private long end = SUPERBLOCK_SIZE;

    private record Region(long start, long length) {
    }

    private Hdf5File(FileChannel channel) {
        this.channel = channel;
    }

    /** Starts a file, which must not exist. */
    public static Hdf5File create(Path path) throws IOException {
        Hdf5File file = new Hdf5File(
                FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        file.commit();
        return file;
    }

    public Hdf5Group root() {
        return root;
    }

    /** Makes everything appended so far readable. */
    public void commit() throws IOException {
        commit(SLACK);
    }

    private void commit(double slack) throws IOException {
        Region region = Hdf5Reading.isGoingOn(channel) ? new Region(end, 0) : spare;
        Tail tail = new Tail(region.start);
        long address = root.write(tail);
        if (tail.bytes().size() > region.length) {
            region = new Region(end, Math.round(slack * tail.bytes().size()));
            tail = new Tail(region.start);
            address = root.write(tail);
            end += region.length;
        }
        tail.bytes().zeros((int) (region.length - tail.bytes().size()));
        write(tail.bytes(), region.start);
        write(new Bytes().u8(0x89).text("HDF\r\n").u8(0x1a).u8('\n').u8(2).u8(8).u8(8).u8(0).u64(0).u64(UNDEFINED)
                .u64(end).u64(address).checksum(), 0);
        spare = current;
        current = region;
    }

    /** Commits and closes; the file is closed even when the commit fails. */
    @Override
    public void close() throws IOException {
        try (channel) {
            commit(1);
        }
    }

    /** Appends bytes; returns their address. */
    long append(Bytes bytes) throws IOException {
        long address = end;
        write(bytes, address);
        end += bytes.size();
        return address;
    }

    TextHeap texts() {
        return texts;
    }

    void write(Bytes bytes, long address) throws IOException {
        ByteBuffer buffer = bytes.buffer();
        while (buffer.hasRemaining()) {
            channel.write(buffer, address + buffer.position());
        }
    }
}
