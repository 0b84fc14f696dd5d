package huxley.hpc.transport;

import huxley.solver.engine.Peers.Blocks;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.SplittableRandom;

/** Ranks that hand each other blocks whose lengths and bytes every rank can foretell, and check what comes. */
final class Conversation {
    private static final int[] LONGEST = {0, 8, 1000, 1016, 1017, 5000, 3_000_000, 40};

    private final Transport transport;

    private Conversation(Transport transport) {
        this.transport = transport;
    }

    /** Run by a launcher: joins the job and ends with a line a rank. */
    public static void main(String[] arguments) {
        try (Transport transport = Job.join(System.getenv())) {
            hold(transport);
            if (arguments.length > 0 && transport.rank() == 1) {
                transport.abort(Integer.parseInt(arguments[0]));
            }
            if (arguments.length > 0) {
                transport.exchange(ByteBuffer.allocate(1)).await();
            }
            System.out.println(
                    "rank " + transport.rank() + " of " + transport.ranks() + " by " + transport.description());
        }
    }

    /** @throws AssertionError if a byte is not what it should be */
    static void hold(Transport transport) {
        Conversation conversation = new Conversation(transport);
        for (int turn = 0; turn < 3 * LONGEST.length; turn++) {
            conversation.exchange(turn);
            conversation.gather(turn);
        }
    }

    private static ByteBuffer said(int turn, int rank) {
        SplittableRandom random = new SplittableRandom(turn * 1000L + rank);
        byte[] bytes = new byte[random.nextInt(LONGEST[turn % LONGEST.length] + 1)];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    private void exchange(int turn) {
        Blocks blocks = transport.exchange(said(turn, transport.rank()));
        List<ByteBuffer> heard = blocks.await();
        for (int rank = 0; rank < transport.ranks(); rank++) {
            same(heard.get(rank), turn, rank);
        }
        if (heard.size() != transport.ranks()) {
            throw new AssertionError(heard.size() + " blocks");
        }
    }

    private void gather(int turn) {
        int[] next = {0};
        transport.gather(said(turn, transport.rank()), (rank, block) -> {
            if (rank != next[0]++) {
                throw new AssertionError("rank " + rank + " out of turn");
            }
            same(block, turn, rank);
        });
        if (next[0] != (transport.rank() == 0 ? transport.ranks() : 0)) {
            throw new AssertionError(next[0] + " blocks gathered");
        }
    }

    private static void same(ByteBuffer heard, int turn, int rank) {
        if (!heard.equals(said(turn, rank)) || heard.order() != ByteOrder.nativeOrder()) {
            throw new AssertionError("turn " + turn + ", rank " + rank + ": " + heard);
        }
    }
}
