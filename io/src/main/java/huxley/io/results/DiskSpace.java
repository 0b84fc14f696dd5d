package huxley.io.results;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The space left on a disk. The HDF5 library does not survive a full disk, so it must never meet one. */
final class DiskSpace {
    /** Kept free for indices and summaries. */
    private static final long RESERVE_bytes = 1 << 20;

    private DiskSpace() {
    }

    /** @throws FileSystemException if there is no room for that much more in a folder */
    static void require(Path folder, long more_bytes) throws IOException {
        FileStore store = Files.getFileStore(folder);
        long free_bytes = store.getUsableSpace();
        if (store.getTotalSpace() > 0 && free_bytes < RESERVE_bytes + more_bytes) {
            throw new FileSystemException(folder.toString(), null, "the disk is full");
        }
    }
}
