package huxley.io.hdf5;

/** What a dataset holds; all little-endian. */
public enum ElementType {
    FLOAT64(8),
    FLOAT32(4),
    INT64(8),
    INT32(4),
    UINT64(8),
    UINT32(4);

    private final int size;

    ElementType(int size) {
        this.size = size;
    }

    /** Bytes. */
    int size() {
        return size;
    }

    /** The datatype message, version 1. */
    Bytes message() {
        return switch (this) {
        case FLOAT64 -> floating(64, 52, 11, 1023);
        case FLOAT32 -> floating(32, 23, 8, 127);
        case INT64, INT32 -> whole(0x08, size);
        case UINT64, UINT32 -> whole(0, size);
        };
    }

    private static Bytes whole(int sign, int size) {
        return new Bytes().u8(0x10).u8(sign).u8(0).u8(0).u32(size).u16(0).u16(8 * size);
    }

    /** IEEE number: sign in the top bit, implied leading 1 of the mantissa. */
    private Bytes floating(int bits, int mantissaBits, int exponentBits, int bias) {
        return new Bytes().u8(0x11).u8(0x20).u8(bits - 1).u8(0).u32(size).u16(0).u16(bits).u8(mantissaBits)
                .u8(exponentBits).u8(0).u8(mantissaBits).u32(bias);
    }

    /** A value rounded to the type; the lowest bytes count. */
    long bits(double value) {
        return switch (this) {
        case FLOAT64 -> Double.doubleToRawLongBits(value);
        case FLOAT32 -> Float.floatToRawIntBits((float) value);
        case INT64, UINT64, INT32, UINT32 -> (long) value;
        };
    }

    /** The datatype message of UTF-8 text of any length. */
    static Bytes text() {
        return new Bytes().u8(0x19).u8(0x01).u8(0x01).u8(0).u32(16).u8(0x13).u8(0x10).u8(0).u8(0).u32(1);
    }

    /** The datatype message of an enumeration in one byte, whose values count from 0; version 3. */
    static Bytes choice(String... names) {
        Bytes message = new Bytes().u8(0x38).u16(names.length).u8(0).u32(1).raw(whole(0, 1));
        for (String name : names) {
            message.text(name).u8(0);
        }
        for (int i = 0; i < names.length; i++) {
            message.u8(i);
        }
        return message;
    }
}
