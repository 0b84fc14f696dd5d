package huxley.io.hdf5;

import static huxley.io.hdf5.Library.checked;
import static org.bytedeco.hdf5.global.hdf5.H5Aclose;
import static org.bytedeco.hdf5.global.hdf5.H5Aexists;
import static org.bytedeco.hdf5.global.hdf5.H5Aget_space;
import static org.bytedeco.hdf5.global.hdf5.H5Aget_type;
import static org.bytedeco.hdf5.global.hdf5.H5Aopen;
import static org.bytedeco.hdf5.global.hdf5.H5Aread;
import static org.bytedeco.hdf5.global.hdf5.H5Dclose;
import static org.bytedeco.hdf5.global.hdf5.H5Dget_space;
import static org.bytedeco.hdf5.global.hdf5.H5Dget_type;
import static org.bytedeco.hdf5.global.hdf5.H5Dopen2;
import static org.bytedeco.hdf5.global.hdf5.H5Dread;
import static org.bytedeco.hdf5.global.hdf5.H5F_ACC_RDONLY;
import static org.bytedeco.hdf5.global.hdf5.H5Fclose;
import static org.bytedeco.hdf5.global.hdf5.H5Fopen;
import static org.bytedeco.hdf5.global.hdf5.H5Gclose;
import static org.bytedeco.hdf5.global.hdf5.H5Gget_info;
import static org.bytedeco.hdf5.global.hdf5.H5Gopen2;
import static org.bytedeco.hdf5.global.hdf5.H5I_GROUP;
import static org.bytedeco.hdf5.global.hdf5.H5Iget_type;
import static org.bytedeco.hdf5.global.hdf5.H5Lexists;
import static org.bytedeco.hdf5.global.hdf5.H5Lget_name_by_idx;
import static org.bytedeco.hdf5.global.hdf5.H5Oclose;
import static org.bytedeco.hdf5.global.hdf5.H5Oopen;
import static org.bytedeco.hdf5.global.hdf5.H5P_DEFAULT;
import static org.bytedeco.hdf5.global.hdf5.H5S_ALL;
import static org.bytedeco.hdf5.global.hdf5.H5S_SELECT_SET;
import static org.bytedeco.hdf5.global.hdf5.H5Sclose;
import static org.bytedeco.hdf5.global.hdf5.H5Screate_simple;
import static org.bytedeco.hdf5.global.hdf5.H5Sget_simple_extent_dims;
import static org.bytedeco.hdf5.global.hdf5.H5Sget_simple_extent_ndims;
import static org.bytedeco.hdf5.global.hdf5.H5Sget_simple_extent_npoints;
import static org.bytedeco.hdf5.global.hdf5.H5Sselect_hyperslab;
import static org.bytedeco.hdf5.global.hdf5.H5T_NATIVE_DOUBLE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_NATIVE_INT32_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_NATIVE_INT64_g;
import static org.bytedeco.hdf5.global.hdf5.H5Tclose;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_class;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.bytedeco.hdf5.H5G_info_t;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * An HDF5 file being read. Places are paths from the root such as {@code nodes/v1/node_id}. Numbers come as the type
 * asked for, whatever the file holds (integers beyond the range of the type asked for become its nearest value). Every
 * method complains with an {@link IOException} that names the file and the place. Not thread-safe.
 */
public final class Hdf5Input implements Closeable {
    /** Rows read at once, so that memory beside the result stays small. */
    private static final int BLOCK = 1 << 20;

    private final Path path;
    private final long id;

    private Hdf5Input(Path path, long id) {
        this.path = path;
        this.id = id;
    }

    public static Hdf5Input open(Path path) throws IOException {
        synchronized (Library.LOCK) {
            long file = H5Fopen(path.toString(), H5F_ACC_RDONLY, H5P_DEFAULT);
            if (file < 0) {
                throw new IOException(path + " is no HDF5 file that can be read; it may be damaged or cut short");
            }
            return new Hdf5Input(path, file);
        }
    }

    public Path path() {
        return path;
    }

    /** Whether something stands there. */
    public boolean has(String place) {
        synchronized (Library.LOCK) {
            for (int end = place.indexOf('/', 1); end >= 0; end = place.indexOf('/', end + 1)) {
                if (H5Lexists(id, place.substring(0, end), H5P_DEFAULT) <= 0) {
                    return false;
                }
            }
            return H5Lexists(id, place, H5P_DEFAULT) > 0;
        }
    }

    public boolean isGroup(String place) {
        synchronized (Library.LOCK) {
            if (!has(place)) {
                return false;
            }
            long object = H5Oopen(id, place, H5P_DEFAULT);
            boolean group = object >= 0 && H5Iget_type(object) == H5I_GROUP;
            if (object >= 0) {
                H5Oclose(object);
            }
            return group;
        }
    }

    /** Names of what a group holds, sorted; of nothing if there is no such group. The root is the empty place. */
    public List<String> children(String place) throws IOException {
        synchronized (Library.LOCK) {
            if (!place.isEmpty() && !isGroup(place)) {
                return List.of();
            }
            String name = place.isEmpty() ? "/" : place;
            long group = checked(H5Gopen2(id, name, H5P_DEFAULT), "open group " + where(place));
            try (H5G_info_t info = new H5G_info_t()) {
                checked(H5Gget_info(group, info), "list group " + where(place));
                List<String> names = new ArrayList<>();
                for (long i = 0; i < info.nlinks(); i++) {
                    // Index by name (0), ascending (0).
                    long length = checked(H5Lget_name_by_idx(group, ".", 0, 0, i, (byte[]) null, 0, H5P_DEFAULT),
                            "list group " + where(place));
                    byte[] text = new byte[(int) length + 1];
                    H5Lget_name_by_idx(group, ".", 0, 0, i, text, text.length, H5P_DEFAULT);
                    names.add(new String(text, 0, (int) length, java.nio.charset.StandardCharsets.UTF_8));
                }
                return names;
            } finally {
                H5Gclose(group);
            }
        }
    }

    /** Sizes of a dataset along its axes; none for a single value. */
    public long[] shape(String place) throws IOException {
        synchronized (Library.LOCK) {
            long dataset = dataset(place);
            long space = H5Dget_space(dataset);
            try {
                long[] shape = new long[Math.max(0, H5Sget_simple_extent_ndims(space))];
                if (shape.length > 0) {
                    H5Sget_simple_extent_dims(space, shape, (long[]) null);
                }
                return shape;
            } finally {
                H5Sclose(space);
                H5Dclose(dataset);
            }
        }
    }

    public boolean isText(String place) throws IOException {
        synchronized (Library.LOCK) {
            long dataset = dataset(place);
            long type = H5Dget_type(dataset);
            try {
                return H5Tget_class(type) == Texts.STRING_CLASS;
            } finally {
                H5Tclose(type);
                H5Dclose(dataset);
            }
        }
    }

    /** All values of a dataset, in row-major order. */
    public double[] doubles(String place) throws IOException {
        double[] values = new double[size(place)];
        try (DoublePointer block = new DoublePointer(Math.max(1, Math.min(BLOCK, values.length)))) {
            read(place, values.length, H5T_NATIVE_DOUBLE_g(), block,
                    (from, count) -> block.position(0).get(values, from, count));
        }
        return values;
    }

    /** Some rows of a dataset of one or two axes, in row-major order. */
    public double[] rows(String place, long first, int count) throws IOException {
        synchronized (Library.LOCK) {
            long dataset = dataset(place);
            long space = H5Dget_space(dataset);
            long[] shape = new long[Math.max(1, H5Sget_simple_extent_ndims(space))];
            H5Sget_simple_extent_dims(space, shape, (long[]) null);
            long[] start = new long[shape.length];
            long[] counts = shape.clone();
            start[0] = first;
            counts[0] = count;
            double[] values = new double[Math.toIntExact(LongStream.of(counts).reduce(1, (a, b) -> a * b))];
            long memory = H5Screate_simple(shape.length, counts, counts);
            try (DoublePointer block = new DoublePointer(Math.max(1, values.length))) {
                if (values.length > 0) {
                    H5Sselect_hyperslab(space, H5S_SELECT_SET, start, null, counts, null);
                    checked(H5Dread(dataset, H5T_NATIVE_DOUBLE_g(), memory, space, H5P_DEFAULT, block),
                            "read " + where(place));
                    block.get(values);
                }
                return values;
            } finally {
                H5Sclose(memory);
                H5Sclose(space);
                H5Dclose(dataset);
            }
        }
    }

    /** All values of a dataset, in row-major order. */
    public long[] longs(String place) throws IOException {
        long[] values = new long[size(place)];
        try (LongPointer block = new LongPointer(Math.max(1, Math.min(BLOCK, values.length)))) {
            read(place, values.length, H5T_NATIVE_INT64_g(), block,
                    (from, count) -> block.position(0).get(values, from, count));
        }
        return values;
    }

    /** All values of a dataset, in row-major order. */
    public int[] ints(String place) throws IOException {
        int[] values = new int[size(place)];
        try (IntPointer block = new IntPointer(Math.max(1, Math.min(BLOCK, values.length)))) {
            read(place, values.length, H5T_NATIVE_INT32_g(), block,
                    (from, count) -> block.position(0).get(values, from, count));
        }
        return values;
    }

    /** All texts of a dataset. */
    public List<String> texts(String place) throws IOException {
        int size = size(place);
        synchronized (Library.LOCK) {
            long dataset = dataset(place);
            long type = H5Dget_type(dataset);
            long space = H5Dget_space(dataset);
            try {
                return Texts.read(type, space, size, (memory, buffer) -> checked(
                        H5Dread(dataset, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, buffer), "read " + where(place)));
            } finally {
                H5Sclose(space);
                H5Tclose(type);
                H5Dclose(dataset);
            }
        }
    }

    /** An attribute of a group or dataset as a text: texts as they are, enumerations by name, whole numbers as digits. */
    public Optional<String> attribute(String place, String name) throws IOException {
        synchronized (Library.LOCK) {
            if (!place.isEmpty() && !has(place)) {
                return Optional.empty();
            }
            long object = checked(H5Oopen(id, place.isEmpty() ? "/" : place, H5P_DEFAULT), "open " + where(place));
            try {
                return H5Aexists(object, name) <= 0 ? Optional.empty() : Optional.of(attributeOf(object, name, place));
            } finally {
                H5Oclose(object);
            }
        }
    }

    private String attributeOf(long object, String name, String place) throws IOException {
        String what = "read attribute " + name + " of " + where(place);
        long attribute = checked(H5Aopen(object, name, H5P_DEFAULT), what);
        long type = H5Aget_type(attribute);
        long space = H5Aget_space(attribute);
        try {
            int size = Math.toIntExact(H5Sget_simple_extent_npoints(space));
            Texts.Reader reader = (memory, buffer) -> checked(H5Aread(attribute, memory, buffer), what);
            return size == 0 ? "" : Texts.first(type, space, size, reader);
        } finally {
            H5Sclose(space);
            H5Tclose(type);
            H5Aclose(attribute);
        }
    }

    private interface Taker {
        void take(int from, int count);
    }

    /** Reads a dataset block by block along its first axis; datasets of more axes at once. */
    private void read(String place, int size, long type, Pointer block, Taker taker) throws IOException {
        if (size == 0) {
            return;
        }
        synchronized (Library.LOCK) {
            long dataset = dataset(place);
            long space = H5Dget_space(dataset);
            try {
                if (H5Sget_simple_extent_ndims(space) == 1) {
                    for (int from = 0; from < size; from += BLOCK) {
                        int count = Math.min(BLOCK, size - from);
                        readRows(dataset, space, type, from, count, block, place);
                        taker.take(from, count);
                    }
                } else if (size <= BLOCK) {
                    checked(H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, block), "read " + where(place));
                    taker.take(0, size);
                } else {
                    readTable(dataset, space, type, size, block, taker, place);
                }
            } finally {
                H5Sclose(space);
                H5Dclose(dataset);
            }
        }
    }

    private void readRows(long dataset, long space, long type, long from, long count, Pointer block, String place)
            throws IOException {
        long[] start = {from};
        long[] counts = {count};
        long memory = H5Screate_simple(1, counts, counts);
        try {
            H5Sselect_hyperslab(space, H5S_SELECT_SET, start, null, counts, null);
            checked(H5Dread(dataset, type, memory, space, H5P_DEFAULT, block), "read " + where(place));
        } finally {
            H5Sclose(memory);
        }
    }

    /** Whole rows that fit into a block together. */
    private void readTable(long dataset, long space, long type, int size, Pointer block, Taker taker, String place)
            throws IOException {
        long[] shape = new long[H5Sget_simple_extent_ndims(space)];
        H5Sget_simple_extent_dims(space, shape, (long[]) null);
        long row = LongStream.of(shape).skip(1).reduce(1, (a, b) -> a * b);
        if (row > BLOCK) {
            throw new IOException(where(place) + " has rows of " + row + " values; at most " + BLOCK + " can be read");
        }
        long atOnce = BLOCK / row;
        for (long from = 0; from < shape[0]; from += atOnce) {
            long[] start = new long[shape.length];
            long[] counts = shape.clone();
            start[0] = from;
            counts[0] = Math.min(atOnce, shape[0] - from);
            long memory = H5Screate_simple(shape.length, counts, counts);
            try {
                H5Sselect_hyperslab(space, H5S_SELECT_SET, start, null, counts, null);
                checked(H5Dread(dataset, type, memory, space, H5P_DEFAULT, block), "read " + where(place));
            } finally {
                H5Sclose(memory);
            }
            taker.take((int) (from * row), (int) (counts[0] * row));
        }
    }

    private int size(String place) throws IOException {
        synchronized (Library.LOCK) {
            long dataset = dataset(place);
            long space = H5Dget_space(dataset);
            try {
                long points = H5Sget_simple_extent_npoints(space);
                if (points > Integer.MAX_VALUE - 8) {
                    throw new IOException(where(place) + " holds " + points + " values; at most "
                            + (Integer.MAX_VALUE - 8) + " can be read");
                }
                return (int) points;
            } finally {
                H5Sclose(space);
                H5Dclose(dataset);
            }
        }
    }

    private long dataset(String place) throws IOException {
        if (!has(place)) {
            throw new IOException(where(place) + " is missing");
        }
        return checked(H5Dopen2(id, place, H5P_DEFAULT), "open dataset " + where(place));
    }

    private String where(String place) {
        return place + " of " + path;
    }

    @Override
    public void close() {
        synchronized (Library.LOCK) {
            H5Fclose(id);
        }
    }
}
