package huxley.io.hdf5;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A group or a dataset: something with attributes and an object header. */
public abstract sealed class Hdf5Object permits Hdf5Group, Hdf5Dataset {
    private static final int ATTRIBUTE = 0x0c;

    final Hdf5File file;
    private final Map<String, Bytes> attributes = new LinkedHashMap<>();

    Hdf5Object(Hdf5File file) {
        this.file = file;
    }

    /** Sets a text attribute. */
    public void attribute(String name, String value) throws IOException {
        put(name, ElementType.text(), file.texts().reference(value));
    }

    /** Sets a number as an attribute. */
    public void attribute(String name, double value) {
        put(name, ElementType.FLOAT64.message(), new Bytes().u64(Double.doubleToRawLongBits(value)));
    }

    /** Sets a whole number as an attribute. */
    public void attribute(String name, long value) {
        put(name, ElementType.INT64.message(), new Bytes().u64(value));
    }

    private void put(String name, Bytes type, Bytes value) {
        Bytes space = new Bytes().u8(2).u8(0).u8(0).u8(0);
        Bytes key = new Bytes().text(name).u8(0);
        Bytes message = new Bytes().u8(3).u8(0).u16(key.size()).u16(type.size()).u16(space.size()).u8(1).raw(key)
                .raw(type).raw(space).raw(value);
        attributes.put(name, message);
    }

    /** Writes this object's header, after all it refers to; returns its address. */
    abstract long write() throws IOException;

    /** A version 2 object header of {@code messages} (see {@link #message}) and the attributes. */
    long writeHeader(Bytes messages) throws IOException {
        for (Bytes attribute : attributes.values()) {
            message(messages, ATTRIBUTE, attribute);
        }
        Bytes header = new Bytes().text("OHDR").u8(2).u8(0x02).u32(messages.size()).raw(messages).checksum();
        return file.append(header.toArray());
    }

    static void message(Bytes messages, int type, Bytes body) {
        messages.u8(type).u16(body.size()).u8(0).raw(body);
    }
}
