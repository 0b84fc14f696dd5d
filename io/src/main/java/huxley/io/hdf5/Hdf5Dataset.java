package huxley.io.hdf5;

import static huxley.io.hdf5.Library.checked;
import static org.bytedeco.hdf5.global.hdf5.H5Dclose;
import static org.bytedeco.hdf5.global.hdf5.H5Dcreate2;
import static org.bytedeco.hdf5.global.hdf5.H5Dget_space;
import static org.bytedeco.hdf5.global.hdf5.H5Dset_extent;
import static org.bytedeco.hdf5.global.hdf5.H5Dwrite;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_DATASET_CREATE_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5P_DEFAULT;
import static org.bytedeco.hdf5.global.hdf5.H5Pclose;
import static org.bytedeco.hdf5.global.hdf5.H5Pcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_chunk;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_deflate;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_obj_track_times;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_shuffle;
import static org.bytedeco.hdf5.global.hdf5.H5S_SELECT_SET;
import static org.bytedeco.hdf5.global.hdf5.H5S_UNLIMITED;
import static org.bytedeco.hdf5.global.hdf5.H5Sclose;
import static org.bytedeco.hdf5.global.hdf5.H5Screate_simple;
import static org.bytedeco.hdf5.global.hdf5.H5Sselect_hyperslab;
import static org.bytedeco.hdf5.global.hdf5.H5T_NATIVE_DOUBLE_g;

import java.io.IOException;
import org.bytedeco.javacpp.DoublePointer;

/** A column of numbers that grows: shape [row], stored in shuffled and deflated chunks. */
public final class Hdf5Dataset extends Hdf5Object {
    private static final int COMPRESSION = 2;

    private final String name;
    /** Rows not yet given to the library: [chunkRows], the first {@code pendingRows} are valid. */
    private final double[] pending;
    private int pendingRows;
    private long writtenRows;

    private Hdf5Dataset(long id, String name, int chunkRows) {
        super(id);
        this.name = name;
        this.pending = new double[chunkRows];
    }

    static Hdf5Dataset create(long parent, String name, ElementType type, int chunkRows) throws IOException {
        synchronized (Library.LOCK) {
            long space = H5Screate_simple(1, new long[] {0}, new long[] {H5S_UNLIMITED});
            long properties = H5Pcreate(H5P_CLS_DATASET_CREATE_ID_g());
            H5Pset_chunk(properties, 1, new long[] {chunkRows});
            H5Pset_obj_track_times(properties, false);
            H5Pset_shuffle(properties);
            H5Pset_deflate(properties, COMPRESSION);
            long dataset = H5Dcreate2(parent, name, type.id(), space, H5P_DEFAULT, properties, H5P_DEFAULT);
            H5Pclose(properties);
            H5Sclose(space);
            return new Hdf5Dataset(checked(dataset, "create dataset " + name), name, chunkRows);
        }
    }

    /** Rows appended so far. */
    public long rows() {
        return writtenRows + pendingRows;
    }

    /** Appends the first {@code count} values. */
    public void append(double[] values, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            append(values[i]);
        }
    }

    /** Appends the first {@code count} values. */
    public void append(int[] values, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            append(values[i]);
        }
    }

    private void append(double value) throws IOException {
        pending[pendingRows++] = value;
        if (pendingRows == pending.length) {
            flush();
        }
    }

    /** The library converts to the element type of the file. */
    @Override
    void flush() throws IOException {
        if (pendingRows == 0) {
            return;
        }
        synchronized (Library.LOCK) {
            checked(H5Dset_extent(id, new long[] {rows()}), "extend " + name);
            long[] count = {pendingRows};
            long memory = H5Screate_simple(1, count, count);
            long space = H5Dget_space(id);
            try (DoublePointer values = new DoublePointer(pendingRows)) {
                values.put(pending, 0, pendingRows);
                H5Sselect_hyperslab(space, H5S_SELECT_SET, new long[] {writtenRows}, null, count, null);
                checked(H5Dwrite(id, H5T_NATIVE_DOUBLE_g(), memory, space, H5P_DEFAULT, values), "write " + name);
            } finally {
                H5Sclose(memory);
                H5Sclose(space);
            }
        }
        writtenRows += pendingRows;
        pendingRows = 0;
    }

    @Override
    void release() {
        H5Dclose(id);
    }
}
