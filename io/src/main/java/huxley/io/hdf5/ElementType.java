package huxley.io.hdf5;

/** What a dataset holds; all little-endian. */
public enum ElementType {
    FLOAT64(8),
    FLOAT32(4),
    INT64(8),
    INT32(4);

    private final int size;

    ElementType(int size) {
        this.size = size;
    }

    int size() {
        return size;
    }

    /** The datatype message, version 1. */
    Bytes message() {
        return switch (this) {
        case FLOAT64 -> floating(64, 52, 11, 1023);
        case FLOAT32 -> floating(32, 23, 8, 127);
        case INT64, INT32 -> new Bytes().u8(0x10).u8(0x08).u8(0).u8(0).u32(size).u16(0).u16(8 * size);
        };
    }

    /** IEEE number: sign in the top bit, implied leading 1 of the mantissa. */
    private Bytes floating(int bits, int mantissaBits, int exponentBits, int bias) {
        return new Bytes().u8(0x11).u8(0x20).u8(bits - 1).u8(0).u32(size).u16(0).u16(bits).u8(mantissaBits)
                .u8(exponentBits).u8(0).u8(mantissaBits).u32(bias);
    }

    /** The datatype message of UTF-8 text of any length. */
    static Bytes text() {
        return new Bytes().u8(0x19).u8(0x01).u8(0x01).u8(0).u32(16).u8(0x13).u8(0x10).u8(0).u8(0).u32(1);
    }
}
