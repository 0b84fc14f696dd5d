package huxley.io.hdf5;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;

/**
 * Numbers that grow by rows: shape [row] or [row][column], stored in chunks whose bytes are shuffled and deflated. Rows that
 * do not fill a chunk yet are kept in memory, and stored provisionally by every commit.
 */
public final class Hdf5Dataset extends Hdf5Object {
    private static final int DATASPACE = 0x01;
    private static final int DATATYPE = 0x03;
    private static final int FILL_VALUE = 0x05;
    private static final int LAYOUT = 0x08;
    private static final int FILTERS = 0x0b;
    private static final int COMPRESSION = 2;
    private static final long UNLIMITED = -1;

    private final ElementType type;
    private final int rank;
    private final int columns;
    private final int chunkRows;
    private final int chunkColumns;
    private final List<ChunkIndex.Chunk> chunks = new ArrayList<>();
    /** [row][column], the first {@code pendingRows} are valid. */
    private final double[] pending;
    private int pendingRows;
    private long storedRows;

    /** @param rank 1 (with one column) or 2 */
    Hdf5Dataset(Hdf5File file, ElementType type, int rank, int columns, int chunkRows, int chunkColumns) {
        super(file);
        this.type = type;
        this.rank = rank;
        this.columns = columns;
        this.chunkRows = chunkRows;
        this.chunkColumns = chunkColumns;
        pending = new double[Math.multiplyExact(chunkRows, columns)];
    }

    /** Rows appended so far. */
    public long rows() {
        return storedRows + pendingRows;
    }

    /** Appends a value to a single column. */
    public void append(double value) throws IOException {
        pending[pendingRows] = value;
        rowDone();
    }

    /** Appends the first {@code count} values to a single column. */
    public void append(double[] values, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            append(values[i]);
        }
    }

    /** Appends the first {@code count} values to a single column. */
    public void append(int[] values, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            append(values[i]);
        }
    }

    /** Replaces a value of a single column, whose chunk is not complete yet. */
    public void set(int row, double value) {
        pending[java.util.Objects.checkIndex(row - (int) storedRows, pendingRows)] = value;
    }

    /** Appends a row: [column]. */
    public void appendRow(double[] row) throws IOException {
        System.arraycopy(row, 0, pending, pendingRows * columns, columns);
        rowDone();
    }

    private void rowDone() throws IOException {
        if (++pendingRows == chunkRows) {
            for (int column = 0; column < columns; column += chunkColumns) {
                Bytes packed = packed(column);
                chunks.add(new ChunkIndex.Chunk(storedRows, column, packed.size(), file.append(packed)));
            }
            storedRows += pendingRows;
            pendingRows = 0;
        }
    }

    /** The chunk of pending rows from a column on, filled up with zeros. */
    private Bytes packed(int firstColumn) {
        int width = type.size();
        int length = chunkRows * chunkColumns;
        byte[] shuffled = new byte[length * width];
        int endColumn = Math.min(columns, firstColumn + chunkColumns);
        for (int row = 0; row < pendingRows; row++) {
            for (int column = firstColumn; column < endColumn; column++) {
                long bits = type.bits(pending[row * columns + column]);
                int at = row * chunkColumns + column - firstColumn;
                for (int b = 0; b < width; b++) {
                    shuffled[b * length + at] = (byte) (bits >>> (8 * b));
                }
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
            return packed;
        } finally {
            deflater.end();
        }
    }

    @Override
    long write(Tail tail) {
        List<ChunkIndex.Chunk> all = new ArrayList<>(chunks);
        for (int column = 0; pendingRows > 0 && column < columns; column += chunkColumns) {
            Bytes packed = packed(column);
            all.add(new ChunkIndex.Chunk(storedRows, column, packed.size(), tail.append(packed)));
        }
        long index = ChunkIndex.write(tail, all, rank, storedRows + (pendingRows > 0 ? chunkRows : 0));
        Bytes messages = new Bytes();
        message(messages, DATASPACE, dataspace());
        message(messages, DATATYPE, type.message());
        // Space is allocated as chunks come; the default fill value (zero) is written where it was set.
        message(messages, FILL_VALUE, new Bytes().u8(3).u8(0x0b));
        Bytes layout = new Bytes().u8(3).u8(2).u8(rank + 1).u64(index).u32(chunkRows);
        message(messages, LAYOUT, (rank == 2 ? layout.u32(chunkColumns) : layout).u32(type.size()));
        message(messages, FILTERS, new Bytes().u8(2).u8(2).u16(2).u16(0).u16(1).u32(type.size()).u16(1).u16(0).u16(1)
                .u32(COMPRESSION));
        return writeHeader(tail, messages);
    }

    private Bytes dataspace() {
        Bytes space = new Bytes().u8(2).u8(rank).u8(1).u8(1).u64(rows());
        return rank == 2 ? space.u64(columns).u64(UNLIMITED).u64(columns) : space.u64(UNLIMITED);
    }
}
