package huxley.io.hdf5;

import static org.bytedeco.hdf5.global.hdf5.H5P_DEFAULT;
import static org.bytedeco.hdf5.global.hdf5.H5T_NATIVE_DOUBLE_g;
import static org.bytedeco.hdf5.global.hdf5.H5Tenum_nameof;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_class;
import static org.bytedeco.hdf5.global.hdf5.H5Tget_size;
import static org.bytedeco.hdf5.global.hdf5.H5Tis_variable_str;
import static org.bytedeco.hdf5.global.hdf5.H5Treclaim;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** Texts in HDF5: of fixed length (padded with zeros or blanks) or of variable length, and what can be said as a text. */
final class Texts {
    /** The library's classes of types. */
    static final int STRING_CLASS = 3;
    private static final int ENUM_CLASS = 8;
    private static final int LONGEST_NAME = 256;

    private Texts() {
    }

    /** Reads all values as elements of a type into a buffer. */
    interface Reader {
        void read(long memoryType, Pointer buffer) throws IOException;
    }

    static List<String> read(long type, long space, int size, Reader reader) throws IOException {
        if (size == 0) {
            return List.of();
        }
        return H5Tis_variable_str(type) > 0
                ? variable(type, space, size, reader)
                : fixed(type, size, reader);
    }

    /** The first value as a text. */
    static String first(long type, long space, int size, Reader reader) throws IOException {
        int kind = H5Tget_class(type);
        if (kind == STRING_CLASS) {
            return read(type, space, size, reader).getFirst();
        }
        if (kind == ENUM_CLASS) {
            try (BytePointer value = new BytePointer(H5Tget_size(type) * size)) {
                reader.read(type, value);
                byte[] name = new byte[LONGEST_NAME];
                return H5Tenum_nameof(type, value, name, name.length) < 0 ? "" : upToZero(name, 0, name.length);
            }
        }
        try (DoublePointer value = new DoublePointer(size)) {
            reader.read(H5T_NATIVE_DOUBLE_g(), value);
            double number = value.get(0);
            return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
        }
    }

    private static List<String> fixed(long type, int size, Reader reader) throws IOException {
        int width = Math.toIntExact(H5Tget_size(type));
        try (BytePointer buffer = new BytePointer((long) width * size)) {
            reader.read(type, buffer);
            byte[] bytes = new byte[width * size];
            buffer.get(bytes);
            List<String> texts = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                texts.add(upToZero(bytes, i * width, width).stripTrailing());
            }
            return texts;
        }
    }

    private static List<String> variable(long type, long space, int size, Reader reader) throws IOException {
        try (PointerPointer<BytePointer> buffer = new PointerPointer<>(size)) {
            reader.read(type, buffer);
            List<String> texts = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                BytePointer text = buffer.get(BytePointer.class, i);
                texts.add(text == null || text.isNull() ? "" : text.getString(StandardCharsets.UTF_8));
            }
            H5Treclaim(type, space, H5P_DEFAULT, buffer);
            return texts;
        }
    }

    private static String upToZero(byte[] bytes, int from, int width) {
        int length = 0;
        while (length < width && bytes[from + length] != 0) {
            length++;
        }
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }
}
