package huxley.io.hdf5;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing little-endian byte array. */
final class Bytes {
    private byte[] bytes = new byte[256];
    private int size;

    int size() {
        return size;
    }

    /** All bytes, not copied. */
    ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    Bytes u8(int value) {
        return number(value, 1);
    }

    Bytes u16(int value) {
        return number(value, 2);
    }

    Bytes u32(long value) {
        return number(value, 4);
    }

    Bytes u64(long value) {
        return number(value, 8);
    }

    Bytes text(String ascii) {
        return raw(ascii.getBytes(StandardCharsets.UTF_8));
    }

    Bytes raw(byte[] more) {
        return raw(more, more.length);
    }

    Bytes raw(byte[] more, int count) {
        room(count);
        System.arraycopy(more, 0, bytes, size, count);
        size += count;
        return this;
    }

    Bytes raw(Bytes more) {
        return raw(more.bytes, more.size);
    }

    Bytes zeros(int count) {
        room(count);
        Arrays.fill(bytes, size, size + count, (byte) 0);
        size += count;
        return this;
    }

    /** Appends the checksum of everything so far. */
    Bytes checksum() {
        return u32(Lookup3.hash(bytes, 0, size));
    }

    private Bytes number(long value, int width) {
        room(width);
        for (int i = 0; i < width; i++) {
            bytes[size++] = (byte) (value >>> (8 * i));
        }
        return this;
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
