package huxley.io.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;

/** A column of numbers that grows: shape [row], stored in chunks whose bytes are shuffled and deflated. */
public final class Hdf5Dataset extends Hdf5Object {
    private static final int DATASPACE = 0x01;
    private static final int DATATYPE = 0x03;
    private static final int FILL_VALUE = 0x05;
    private static final int LAYOUT = 0x08;
    private static final int FILTERS = 0x0b;
    private static final int COMPRESSION = 2;
    private static final long UNLIMITED = -1;

    private final ElementType type;
    private final int chunkRows;
    private final List<ChunkIndex.Chunk> chunks = new ArrayList<>();
    private final ByteBuffer pending;
    private long rows;

    Hdf5Dataset(Hdf5File file, ElementType type, int chunkRows) {
        super(file);
        this.type = type;
        this.chunkRows = chunkRows;
        this.pending = ByteBuffer.allocate(chunkRows * type.size()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Rows appended so far. */
    public long rows() {
        return rows;
    }

    /** Appends the first {@code count} values. */
    public void append(double[] values, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            switch (type) {
            case FLOAT64 -> pending.putDouble(values[i]);
            case FLOAT32 -> pending.putFloat((float) values[i]);
            case INT64 -> pending.putLong((long) values[i]);
            case INT32 -> pending.putInt((int) values[i]);
            }
            advance();
        }
    }

    /** Appends the first {@code count} values. */
    public void append(int[] values, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            switch (type) {
            case FLOAT64 -> pending.putDouble(values[i]);
            case FLOAT32 -> pending.putFloat(values[i]);
            case INT64 -> pending.putLong(values[i]);
            case INT32 -> pending.putInt(values[i]);
            }
            advance();
        }
    }

    private void advance() throws IOException {
        rows++;
        if (!pending.hasRemaining()) {
            chunks.add(stored());
            pending.clear();
        }
    }

    /** Writes what is pending, filled up to a whole chunk. */
    private ChunkIndex.Chunk stored() throws IOException {
        byte[] shuffled = new byte[pending.capacity()];
        int width = type.size();
        int filled = pending.position() / width;
        for (int row = 0; row < filled; row++) {
            for (int b = 0; b < width; b++) {
                shuffled[b * chunkRows + row] = pending.get(row * width + b);
            }
        }
        Deflater deflater = new Deflater(COMPRESSION);
        try {
            deflater.setInput(shuffled);
            deflater.finish();
            Bytes packed = new Bytes();
            byte[] part = new byte[8192];
            while (!deflater.finished()) {
                packed.raw(part, deflater.deflate(part));
            }
            return new ChunkIndex.Chunk((rows - 1) / chunkRows * chunkRows, packed.size(),
                    file.append(packed.toArray()));
        } finally {
            deflater.end();
        }
    }

    @Override
    long write() throws IOException {
        List<ChunkIndex.Chunk> all = new ArrayList<>(chunks);
        if (pending.position() > 0) {
            all.add(stored());
        }
        long index = ChunkIndex.write(file, all, chunkRows);
        Bytes messages = new Bytes();
        message(messages, DATASPACE, new Bytes().u8(2).u8(1).u8(1).u8(1).u64(rows).u64(UNLIMITED));
        message(messages, DATATYPE, type.message());
        // Space is allocated as chunks come; the default fill value (zero) is written where it was set.
        message(messages, FILL_VALUE, new Bytes().u8(3).u8(0x0b));
        message(messages, LAYOUT, new Bytes().u8(3).u8(2).u8(2).u64(index).u32(chunkRows).u32(type.size()));
        message(messages, FILTERS, new Bytes().u8(2).u8(2).u16(2).u16(0).u16(1).u32(type.size()).u16(1).u16(0).u16(1)
                .u32(COMPRESSION));
        return writeHeader(messages);
    }
}
