package huxley.hpc.transport;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

/** Ranks that are threads of this process. */
public final class LocalTransport implements Transport {
    /** What the ranks share. */
    private static final class Board {
        final CyclicBarrier barrier;
        /** [parity of the exchange][rank]: a rank may be one exchange ahead of the others. */
        final ByteBuffer[][] blocks;

        Board(int ranks) {
            barrier = new CyclicBarrier(ranks);
            blocks = new ByteBuffer[2][ranks];
        }
    }

    private final Board board;
    private final int rank;
    private final int ranks;
    private int parity;

    private LocalTransport(Board board, int rank, int ranks) {
        this.board = board;
        this.rank = rank;
        this.ranks = ranks;
    }

    /** A job of one rank. */
    public static Transport alone() {
        return connected(1).getFirst();
    }

    /** [rank] the ends of a job, each to be used by a thread of its own. */
    public static List<Transport> connected(int ranks) {
        Board board = new Board(ranks);
        List<Transport> ends = new ArrayList<>();
        for (int rank = 0; rank < ranks; rank++) {
            ends.add(new LocalTransport(board, rank, ranks));
        }
        return List.copyOf(ends);
    }

    @Override
    public String description() {
        return "local";
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
        ByteBuffer[] blocks = board.blocks[parity];
        parity ^= 1;
        blocks[rank] = ByteBuffer.allocate(block.remaining()).put(block.duplicate()).flip();
        return () -> {
            meet();
            return Arrays.stream(blocks).map(b -> b.duplicate().order(ByteOrder.nativeOrder())).toList();
        };
    }

    @Override
    public void gather(ByteBuffer block, Receiver receiver) {
        List<ByteBuffer> blocks = exchange(block).await();
        for (int from = 0; rank == 0 && from < ranks; from++) {
            receiver.receive(from, blocks.get(from));
        }
    }

    /** The other ranks fail when they next wait for this one. */
    @Override
    public void abort(int exitCode) {
        board.barrier.reset();
        Thread.currentThread().interrupt();
    }

    @Override
    public void close() {
        // nothing is held
    }

    private void meet() {
        try {
            board.barrier.await();
        } catch (InterruptedException | BrokenBarrierException ended) {
            throw new RankLost("another rank has ended", ended);
        }
    }
}
