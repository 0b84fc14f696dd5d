package huxley.solver.engine;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The processes (ranks) that simulate one circuit together, each the cells it was given. Every rank makes the same calls in the
 * same order.
 */
public interface Peers {
    /** One process has everything. */
    Peers ALONE = new Peers() {
        @Override
        public int rank() {
            return 0;
        }

        @Override
        public int ranks() {
            return 1;
        }

        @Override
        public Blocks exchange(ByteBuffer block) {
            return () -> List.of(block);
        }

        @Override
        public void gather(ByteBuffer block, Receiver receiver) {
            receiver.receive(0, block);
        }
    };

    /** Of this process, from 0. */
    int rank();

    /** How many there are. */
    int ranks();

    /**
     * Begins to hand a block of bytes, from its position to its limit, to all ranks; it must not change until awaited. At most
     * one exchange is under way.
     */
    Blocks exchange(ByteBuffer block);

    /** Hands a block to rank 0, where {@code receiver} gets those of all ranks, one after the other, its own first. */
    void gather(ByteBuffer block, Receiver receiver);

    /** Takes what was gathered. */
    interface Receiver {
        /** @param block good during the call, to be read in the byte order of the machine */
        void receive(int fromRank, ByteBuffer block);
    }

    /** An exchange under way. */
    interface Blocks {
        /**
         * Waits for it.
         *
         * @return [rank] what each has handed, to be read in the byte order of the machine; good until the next exchange begins
         */
        List<ByteBuffer> await();
    }
}
