package huxley.io.hdf5;

import static huxley.io.hdf5.Library.checked;
import static org.bytedeco.hdf5.global.hdf5.H5Aclose;
import static org.bytedeco.hdf5.global.hdf5.H5Acreate2;
import static org.bytedeco.hdf5.global.hdf5.H5Awrite;
import static org.bytedeco.hdf5.global.hdf5.H5P_DEFAULT;
import static org.bytedeco.hdf5.global.hdf5.H5S_SCALAR;
import static org.bytedeco.hdf5.global.hdf5.H5Sclose;
import static org.bytedeco.hdf5.global.hdf5.H5Screate;
import static org.bytedeco.hdf5.global.hdf5.H5T_CSET_UTF8;
import static org.bytedeco.hdf5.global.hdf5.H5T_C_S1_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_NATIVE_DOUBLE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_NATIVE_INT64_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_VARIABLE;
import static org.bytedeco.hdf5.global.hdf5.H5Tclose;
import static org.bytedeco.hdf5.global.hdf5.H5Tcopy;
import static org.bytedeco.hdf5.global.hdf5.H5Tset_cset;
import static org.bytedeco.hdf5.global.hdf5.H5Tset_size;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** A group or a dataset: something with attributes. */
public abstract sealed class Hdf5Object permits Hdf5Group, Hdf5Dataset {
    /** The library's handle. */
    final long id;

    Hdf5Object(long id) {
        this.id = id;
    }

    /** Adds a text attribute. */
    public void attribute(String name, String value) throws IOException {
        synchronized (Library.LOCK) {
            long type = H5Tcopy(H5T_C_S1_g());
            try (BytePointer text = new BytePointer(value, StandardCharsets.UTF_8);
                    PointerPointer<BytePointer> reference = new PointerPointer<BytePointer>(1).put(0, text)) {
                H5Tset_size(type, H5T_VARIABLE);
                H5Tset_cset(type, H5T_CSET_UTF8);
                write(name, type, reference);
            } finally {
                H5Tclose(type);
            }
        }
    }

    /** Adds a number as an attribute. */
    public void attribute(String name, double value) throws IOException {
        synchronized (Library.LOCK) {
            try (DoublePointer number = new DoublePointer(value)) {
                write(name, H5T_NATIVE_DOUBLE_g(), number);
            }
        }
    }

    /** Adds a whole number as an attribute. */
    public void attribute(String name, long value) throws IOException {
        synchronized (Library.LOCK) {
            try (LongPointer number = new LongPointer(new long[] {value})) {
                write(name, H5T_NATIVE_INT64_g(), number);
            }
        }
    }

    private void write(String name, long type, Pointer value) throws IOException {
        long space = H5Screate(H5S_SCALAR);
        long attribute = H5Acreate2(id, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
        H5Sclose(space);
        checked(attribute, "add attribute " + name);
        try {
            checked(H5Awrite(attribute, type, value), "write attribute " + name);
        } finally {
            H5Aclose(attribute);
        }
    }

    /** Hands everything appended to the library. */
    abstract void flush() throws IOException;

    /** Gives handles back. */
    abstract void release();
}
