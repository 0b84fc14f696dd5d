package huxley.io.hdf5;

/** What a commit writes besides complete chunks, from one address on: incomplete chunks, indices, headers. */
final class Tail {
    private final long start;
    private final Bytes bytes = new Bytes();

    Tail(long start) {
        this.start = start;
    }

    /** Where the next append goes. */
    long end() {
        return start + bytes.size();
    }

    /** Appends bytes; returns their address. */
    long append(Bytes more) {
        long address = end();
        bytes.raw(more);
        return address;
    }

    Bytes bytes() {
        return bytes;
    }
}
