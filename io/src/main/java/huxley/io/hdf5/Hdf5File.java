package huxley.io.hdf5;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An HDF5 file being written. {@link #commit} makes everything appended so far readable by others; between commits
 * readers see the state of the last one. Not thread-safe.
 */
public final class Hdf5File implements Closeable {
    static final long UNDEFINED = -1;
    private static final int SUPERBLOCK_SIZE = 48;

    private final FileChannel channel;
    private final Hdf5Group root = new Hdf5Group(this);
    private final TextHeap texts = new TextHeap(this);
    private long end = SUPERBLOCK_SIZE;

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

    /** Writes all indices anew and then points the superblock at them. */
    public void commit() throws IOException {
        long rootAddress = root.write();
        Bytes superblock = new Bytes().u8(0x89).text("HDF\r\n").u8(0x1a).u8('\n').u8(2).u8(8).u8(8).u8(0).u64(0)
                .u64(UNDEFINED).u64(end).u64(rootAddress).checksum();
        write(superblock.toArray(), 0);
    }

    /** Commits and closes; the file is closed even when the commit fails. */
    @Override
    public void close() throws IOException {
        try (channel) {
            commit();
        }
    }

    /** Where the next append goes. */
    long end() {
        return end;
    }

    /** Appends bytes; returns their address. */
    long append(byte[] bytes) throws IOException {
        long address = end;
        write(bytes, address);
        end += bytes.length;
        return address;
    }

    TextHeap texts() {
        return texts;
    }

    void write(byte[] bytes, long address) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer, address + buffer.position());
        }
    }
}
