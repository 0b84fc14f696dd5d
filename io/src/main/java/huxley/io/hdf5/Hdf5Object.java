package huxley.io.hdf5;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A group or a dataset: something with attributes and an object header. */
public abstract sealed class Hdf5Object permits Hdf5Group, Hdf5Dataset {
    private static final int ATTRIBUTE = 0x0c;
    private static final Bytes SCALAR = new Bytes().u8(2).u8(0).u8(0).u8(0);

    final Hdf5File file;
    private final Map<String, Bytes> attributes = new LinkedHashMap<>();

    Hdf5Object(Hdf5File file) {
        this.file = file;
    }

    /** Sets a text attribute. */
    public void attribute(String name, String value) throws IOException {
        put(name, ElementType.text(), SCALAR, file.texts().reference(value));
    }

    /** Sets a number as an attribute. */
    public void attribute(String name, double value) {
        put(name, ElementType.FLOAT64.message(), SCALAR, new Bytes().u64(Double.doubleToRawLongBits(value)));
    }

    /** Sets a whole number as an attribute. */
    public void attribute(String name, long value) {
        put(name, ElementType.INT64.message(), SCALAR, new Bytes().u64(value));
    }

    /** Sets whole numbers, 0 or more, of 32 bits as an attribute: a single one, or a row. */
    public void attribute(String name, int... values) {
        Bytes numbers = new Bytes();
        for (int value : values) {
            numbers.u32(value);
        }
        put(name, ElementType.UINT32.message(),
                values.length == 1 ? SCALAR : new Bytes().u8(2).u8(1).u8(0).u8(1).u64(values.length), numbers);
    }

    /** Sets an attribute to one of some names (an enumeration in a byte, whose values count from 0). */
    public void choice(String name, int chosen, String... names) {
        put(name, ElementType.choice(names), SCALAR, new Bytes().u8(chosen));
    }

    private void put(String name, Bytes type, Bytes space, Bytes value) {
        Bytes key = new Bytes().text(name).u8(0);
        Bytes message = new Bytes().u8(3).u8(0).u16(key.size()).u16(type.size()).u16(space.size()).u8(1).raw(key)
                .raw(type).raw(space).raw(value);
        attributes.put(name, message);
    }

    /** Writes this object's header, after all it refers to; returns its address. */
    abstract long write(Tail tail);

    /** A version 2 object header of {@code messages} (see {@link #message}) and the attributes. */
    long writeHeader(Tail tail, Bytes messages) {
        for (Bytes attribute : attributes.values()) {
            message(messages, ATTRIBUTE, attribute);
        }
        return tail.append(new Bytes().text("OHDR").u8(2).u8(0x02).u32(messages.size()).raw(messages).checksum());
    }

    static void message(Bytes messages, int type, Bytes body) {
        messages.u8(type).u16(body.size()).u8(0).raw(body);
    }
}
