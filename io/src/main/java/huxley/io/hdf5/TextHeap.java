package huxley.io.hdf5;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Texts of any length, each stored once (HDF5's global heap). Texts used so far are kept in memory. */
final class TextHeap {
    private static final int COLLECTION_SIZE = 4096;
    private static final int HEADER_SIZE = 16;

    private final Hdf5File file;
    private final Map<String, Bytes> references = new LinkedHashMap<>();
    private Bytes collection = new Bytes();
    private int room;
    private int objects;
    private long address = Hdf5File.UNDEFINED;

    TextHeap(Hdf5File file) {
        this.file = file;
    }

    /** What an attribute stores for a text: its length, collection and index there. */
    Bytes reference(String text) throws IOException {
        Bytes known = references.get(text);
        if (known != null) {
            return known;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int padding = -utf8.length & 7;
        int needed = HEADER_SIZE + utf8.length + padding;
        if (needed > room) {
            open(Math.max(COLLECTION_SIZE, 2 * HEADER_SIZE + needed));
        }
        collection.u16(++objects).u16(0).u32(0).u64(utf8.length).raw(utf8).zeros(padding);
        room -= needed;
        Bytes closed = new Bytes().raw(collection);
        if (room >= HEADER_SIZE) {
            closed.u16(0).u16(0).u32(0).u64(room);
        }
        // What was there before keeps its place and its bytes.
        file.write(closed, address);
        Bytes reference = new Bytes().u32(utf8.length).u64(address).u32(objects);
        references.put(text, reference);
        return reference;
    }

    private void open(int size) throws IOException {
        collection = new Bytes().text("GCOL").u8(1).u8(0).u8(0).u8(0).u64(size);
        room = size - HEADER_SIZE;
        objects = 0;
        address = file.append(new Bytes().zeros(size));
    }
}
