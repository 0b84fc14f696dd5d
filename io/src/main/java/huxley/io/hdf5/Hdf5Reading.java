package huxley.io.hdf5;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * While it is open, an {@link Hdf5File} that another process still writes stays readable as it was last committed: the writer
 * reuses no space. Where files cannot be locked it keeps nothing, and a reader that is slower than two commits may fail.
 */
public final class Hdf5Reading implements Closeable {
    /** The byte that readers lock; beyond the end of any file. */
    private static final long PLACE = Long.MAX_VALUE - 1;

    private final FileChannel channel;

    private Hdf5Reading(FileChannel channel) {
        this.channel = channel;
    }

    public static Hdf5Reading of(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            channel.lock(PLACE, 1, true);
        } catch (IOException | OverlappingFileLockException without) {
            // No locks on this file system, or another reader of this process keeps the file already.
        }
        return new Hdf5Reading(channel);
    }

    /** Whether somebody reads the file that is being written here. */
    static boolean isGoingOn(FileChannel writer) {
        try (@Nullable
        FileLock mine = writer.tryLock(PLACE, 1, false)) {
            return mine == null;
        } catch (OverlappingFileLockException inThisProcess) {
            return true;
        } catch (IOException noLocks) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
