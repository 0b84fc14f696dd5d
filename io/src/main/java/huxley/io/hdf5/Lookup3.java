package huxley.io.hdf5;

/** The checksum of HDF5 metadata: Bob Jenkins' lookup3 hash ("hashlittle", 2006), initial value 0. */
final class Lookup3 {
    private Lookup3() {
    }

    /** Hash of {@code length} bytes from {@code offset}. */
    static int hash(byte[] bytes, int offset, int length) {
        int a = 0xdeadbeef + length;
        int b = a;
        int c = a;
        int at = offset;
        int left = length;
        while (left > 12) {
            a += word(bytes, at, 4);
            b += word(bytes, at + 4, 4);
            c += word(bytes, at + 8, 4);
            a = (a - c) ^ Integer.rotateLeft(c, 4);
            c += b;
            b = (b - a) ^ Integer.rotateLeft(a, 6);
            a += c;
            c = (c - b) ^ Integer.rotateLeft(b, 8);
            b += a;
            a = (a - c) ^ Integer.rotateLeft(c, 16);
            c += b;
            b = (b - a) ^ Integer.rotateLeft(a, 19);
            a += c;
            c = (c - b) ^ Integer.rotateLeft(b, 4);
            b += a;
            at += 12;
            left -= 12;
        }
        if (left == 0) {
            return c;
        }
        a += word(bytes, at, Math.min(left, 4));
        b += word(bytes, at + 4, Math.min(left - 4, 4));
        c += word(bytes, at + 8, Math.min(left - 8, 4));
        c = (c ^ b) - Integer.rotateLeft(b, 14);
        a = (a ^ c) - Integer.rotateLeft(c, 11);
        b = (b ^ a) - Integer.rotateLeft(a, 25);
        c = (c ^ b) - Integer.rotateLeft(b, 16);
        a = (a ^ c) - Integer.rotateLeft(c, 4);
        b = (b ^ a) - Integer.rotateLeft(a, 14);
        return (c ^ b) - Integer.rotateLeft(b, 24);
    }

    /** Little-endian word of up to four bytes, missing ones 0. */
    private static int word(byte[] bytes, int at, int count) {
        int word = 0;
        for (int i = 0; i < count; i++) {
            word |= (bytes[at + i] & 0xff) << (8 * i);
        }
        return word;
    }
}
