package huxley.io.hdf5;

import static huxley.io.hdf5.Library.checked;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_EXCL;
import static org.bytedeco.hdf5.global.hdf5.H5F_LIBVER_V18;
import static org.bytedeco.hdf5.global.hdf5.H5F_SCOPE_GLOBAL;
import static org.bytedeco.hdf5.global.hdf5.H5Fclose;
import static org.bytedeco.hdf5.global.hdf5.H5Fcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Fflush;
import static org.bytedeco.hdf5.global.hdf5.H5Gopen2;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_FILE_CREATE_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5P_DEFAULT;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_FILE_ACCESS_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5Pclose;
import static org.bytedeco.hdf5.global.hdf5.H5Pcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_libver_bounds;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_obj_track_times;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An HDF5 file being written. {@link #commit} makes everything appended so far readable by others, also if the process
 * is killed before the next one. Not thread-safe; different files may be written by different threads.
 */
public final class Hdf5File implements Closeable {
    private final long id;
    private final Hdf5Group root;

    private Hdf5File(long id) throws IOException {
        this.id = id;
        this.root = new Hdf5Group(checked(H5Gopen2(id, "/", H5P_DEFAULT), "open the root group"));
    }

    /** Starts a file, which must not exist. */
    public static Hdf5File create(Path path) throws IOException {
        if (Files.exists(path)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        synchronized (Library.LOCK) {
            // The version 1.8 format needs no consistency flags, so a file of a killed process opens as it stands.
            long access = H5Pcreate(H5P_CLS_FILE_ACCESS_ID_g());
            H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_V18);
            // The same run gives the same bytes: no times of creation in the file.
            long creation = H5Pcreate(H5P_CLS_FILE_CREATE_ID_g());
            H5Pset_obj_track_times(creation, false);
            long file = H5Fcreate(path.toString(), H5F_ACC_EXCL, creation, access);
            H5Pclose(creation);
            H5Pclose(access);
            return new Hdf5File(checked(file, "create " + path));
        }
    }

    public Hdf5Group root() {
        return root;
    }

    /** Writes what is pending and flushes the library's caches to disk. */
    public void commit() throws IOException {
        root.flush();
        synchronized (Library.LOCK) {
            checked(H5Fflush(id, H5F_SCOPE_GLOBAL), "flush the file");
        }
    }

    /** Commits and closes; the file is closed even when the commit fails. */
    @Override
    public void close() throws IOException {
        try {
            commit();
        } finally {
            synchronized (Library.LOCK) {
                root.release();
                H5Fclose(id);
            }
        }
    }
}
