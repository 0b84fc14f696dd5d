package huxley.io.hdf5;

import static org.bytedeco.hdf5.global.hdf5.H5E_DEFAULT;
import static org.bytedeco.hdf5.global.hdf5.H5Eset_auto2;
import static org.bytedeco.hdf5.global.hdf5.H5open;

import java.io.IOException;
import org.bytedeco.hdf5.H5E_auto2_t;
import org.bytedeco.javacpp.Pointer;

/** The HDF5 library: its one lock, and its return codes as exceptions. */
final class Library {
    /** Held during every call into the library. */
    static final Object LOCK = new Object();

    static {
        H5open();
        // The library would print its own error stack on stderr.
        H5Eset_auto2(H5E_DEFAULT, (H5E_auto2_t) null, (Pointer) null);
    }

    private Library() {
    }

    /** The result of a call that is negative on failure. */
    static long checked(long result, String what) throws IOException {
        if (result < 0) {
            throw new IOException("the HDF5 library could not " + what);
        }
        return result;
    }
}
