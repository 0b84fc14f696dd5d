package huxley.hpc.transport;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The ranks of an MPI job.
 *
 * <p>Blocks differ in length, and MPI wants lengths before it begins. So an exchange is one collective of slots of equal size, each
 * a length and the beginning of a block; only where a block does not fit, the rests follow in further collectives, and slots
 * grow. All ranks see the same lengths, so all take the same turns.
 */
final class MpiTransport implements Transport {
    private static final int LENGTH = Long.BYTES;
    private static final int FIRST_SLOT = 1024;
    private static final int LARGEST_SLOT = 1 << 20;
    /** Bytes that all ranks together hand on in one collective: counts and places in MPI are ints. */
    private static final int MOST_AT_ONCE = 1 << 30;

    private final MpiLibrary mpi;
    private final int rank;
    private final int ranks;
    private final Arena lasting = Arena.ofAuto();
    private final MemorySegment request = lasting.allocate(ValueLayout.JAVA_LONG);
    private final MemorySegment counts;
    private final MemorySegment places;
    private Slots slots;

    /** Memory of an exchange: of this rank, and of all. */
    private record Slots(int size, MemorySegment own, MemorySegment all) {
        static Slots of(int size, int ranks) {
            Arena arena = Arena.ofAuto();
            return new Slots(size, arena.allocate(size, LENGTH), arena.allocate((long) size * ranks, LENGTH));
        }

        int room() {
            return size - LENGTH;
        }

        long length(int rank) {
            return all.get(ValueLayout.JAVA_LONG, (long) rank * size);
        }

        /** The block of a rank, or its beginning. */
        MemorySegment block(int rank) {
            return all.asSlice((long) rank * size + LENGTH, Math.min(length(rank), room()));
        }
    }

    private MpiTransport(MpiLibrary mpi) {
        this.mpi = mpi;
        mpi.begin();
        rank = mpi.rank();
        ranks = mpi.ranks();
        counts = lasting.allocate(ValueLayout.JAVA_INT, ranks);
        places = lasting.allocate(ValueLayout.JAVA_INT, ranks);
        slots = Slots.of(FIRST_SLOT, ranks);
    }

    /**
     * Joins the job that this process was started for.
     *
     * @param libraries names or paths to try
     * @throws IllegalStateException if there is no such library
     */
    static Transport join(List<String> libraries) {
        return new MpiTransport(MpiLibrary.load(libraries));
    }

    @Override
    public String description() {
        return "MPI (" + mpi.version() + ")";
    }

    @Override
    public int rank() {
        return rank;
    }

    @Override
    public int ranks() {
        return ranks;
    }

    @Override
    public Blocks exchange(ByteBuffer block) {
        MemorySegment bytes = MemorySegment.ofBuffer(block);
        slots.own.set(ValueLayout.JAVA_LONG, 0, bytes.byteSize());
        MemorySegment.copy(bytes, 0, slots.own, LENGTH, Math.min(bytes.byteSize(), slots.room()));
        mpi.iallgather(slots.own, slots.size, slots.all, request);
        return () -> {
            mpi.await(request);
            return blocks(bytes);
        };
    }

    private List<ByteBuffer> blocks(MemorySegment own) {
        long longest = 0;
        for (int r = 0; r < ranks; r++) {
            longest = Math.max(longest, slots.length(r));
        }
        return longest <= slots.room() ? whole() : withRests(own, longest);
    }

    private List<ByteBuffer> whole() {
        List<ByteBuffer> blocks = new ArrayList<>(ranks);
        for (int r = 0; r < ranks; r++) {
            blocks.add(slots.block(r).asByteBuffer().order(ByteOrder.nativeOrder()));
        }
        return blocks;
    }

    private List<ByteBuffer> withRests(MemorySegment own, long longest) {
        List<ByteBuffer> blocks = new ArrayList<>(ranks);
        for (int r = 0; r < ranks; r++) {
            ByteBuffer block = ByteBuffer.allocate(Math.toIntExact(slots.length(r))).order(ByteOrder.nativeOrder());
            blocks.add(block.put(slots.block(r).asByteBuffer()));
        }
        int most = MOST_AT_ONCE / ranks;
        for (long done = slots.room(); done < longest; done += most) {
            rests(own, done, most, blocks);
        }
        blocks.forEach(ByteBuffer::flip);
        if (slots.size < LARGEST_SLOT) {
            slots = Slots.of((int) Math.min(LARGEST_SLOT, 2 * Long.highestOneBit(longest + LENGTH)), ranks);
        }
        return blocks;
    }

    /** At most {@code most} bytes of every block from {@code done} on, appended to the blocks. */
    private void rests(MemorySegment own, long done, int most, List<ByteBuffer> blocks) {
        int end = 0;
        for (int r = 0; r < ranks; r++) {
            int count = (int) Math.clamp(slots.length(r) - done, 0, most);
            counts.setAtIndex(ValueLayout.JAVA_INT, r, count);
            places.setAtIndex(ValueLayout.JAVA_INT, r, end);
            end += count;
        }
        try (Arena arena = Arena.ofConfined()) {
            int mine = counts.getAtIndex(ValueLayout.JAVA_INT, rank);
            MemorySegment from = arena.allocate(Math.max(1, mine));
            MemorySegment to = arena.allocate(Math.max(1, end));
            MemorySegment.copy(own, Math.min(done, own.byteSize()), from, 0, mine);
            mpi.allgatherv(from, mine, to, counts, places);
            for (int r = 0; r < ranks; r++) {
                blocks.get(r).put(to.asSlice(places.getAtIndex(ValueLayout.JAVA_INT, r),
                        counts.getAtIndex(ValueLayout.JAVA_INT, r)).asByteBuffer());
            }
        }
    }

    @Override
    public void gather(ByteBuffer block, Receiver receiver) {
        if (rank > 0) {
            send(MemorySegment.ofBuffer(block));
            return;
        }
        receiver.receive(0, block.duplicate().order(ByteOrder.nativeOrder()));
        for (int from = 1; from < ranks; from++) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment length = arena.allocate(ValueLayout.JAVA_LONG);
                mpi.receive(length, LENGTH, from);
                MemorySegment bytes = arena.allocate(Math.max(1, length.get(ValueLayout.JAVA_LONG, 0)));
                int size = Math.toIntExact(length.get(ValueLayout.JAVA_LONG, 0));
                mpi.receive(bytes, size, from);
                receiver.receive(from, bytes.asSlice(0, size).asByteBuffer().order(ByteOrder.nativeOrder()));
            }
        }
    }

    private void send(MemorySegment block) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment length = arena.allocate(ValueLayout.JAVA_LONG);
            length.set(ValueLayout.JAVA_LONG, 0, block.byteSize());
            mpi.send(length, LENGTH, 0);
            mpi.send(arena.allocate(Math.max(1, block.byteSize())).copyFrom(block), (int) block.byteSize(), 0);
        }
    }

    @Override
    public void abort(int exitCode) {
        mpi.abort(exitCode);
    }

    @Override
    public void close() {
        mpi.end();
    }
}
