package huxley.solver.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Ranks as threads of a test. */
final class PeerThreads {
    private final CyclicBarrier barrier;
    private final ByteBuffer[] blocks;

    private PeerThreads(int ranks) {
        barrier = new CyclicBarrier(ranks);
        blocks = new ByteBuffer[ranks];
    }

    /** Does the same on every rank; [rank] what comes out. */
    static <T> List<T> on(int ranks, Function<Peers, T> work) throws Exception {
        PeerThreads all = new PeerThreads(ranks);
        try (ExecutorService threads = Executors.newFixedThreadPool(ranks)) {
            List<Future<T>> running = IntStream.range(0, ranks)
                    .mapToObj(rank -> threads.submit(() -> all.tell(rank, work))).toList();
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        }
    }

    private <T> T tell(int rank, Function<Peers, T> work) {
        try {
            return work.apply(peers(rank));
        } catch (RuntimeException failure) {
            failure.printStackTrace();
            throw failure;
        }
    }

    private Peers peers(int rank) {
        return new Peers() {
            @Override
            public int rank() {
                return rank;
            }

            @Override
            public int ranks() {
                return blocks.length;
            }

            @Override
            public Blocks exchange(ByteBuffer block) {
                ByteBuffer copy = ByteBuffer.allocate(block.remaining()).put(block.duplicate()).flip();
                return () -> swap(copy);
            }

            @Override
            public void gather(ByteBuffer block, Receiver receiver) {
                List<ByteBuffer> all = exchange(block).await();
                for (int from = 0; rank == 0 && from < all.size(); from++) {
                    receiver.receive(from, all.get(from));
                }
            }

            private List<ByteBuffer> swap(ByteBuffer mine) {
                try {
                    blocks[rank] = mine;
                    barrier.await(20, TimeUnit.SECONDS);
                    List<ByteBuffer> all = Stream.of(blocks)
                            .map(b -> b.duplicate().order(ByteOrder.nativeOrder())).toList();
                    barrier.await(20, TimeUnit.SECONDS);
                    return all;
                } catch (Exception lost) {
                    throw new IllegalStateException(lost);
                }
            }
        };
    }
}
