package huxley.solver.engine;

import huxley.solver.engine.Exchange.Wishes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a rank tells all others at an exchange, as bytes: how it is, then its spikes, and what events made its groups send; or why it
 * has failed.
 */
final class Bulletin {
    private static final int STOP = 1;
    private static final int FLUSH = 2;
    private static final int FAILED = 4;
    private static final int KEEP_STATE = 8;
    private static final int BYTES_PER_SPIKE = 2 * Integer.BYTES + Double.BYTES;

    private Bulletin() {
    }

    static ByteBuffer of(RuntimeException failure) {
        byte[] message = String.valueOf(failure.getMessage()).getBytes(StandardCharsets.UTF_8);
        return Ranks.bytes((long) Integer.BYTES + message.length).putInt(FAILED).put(message).flip();
    }

    static ByteBuffer of(Wishes wishes, SentSpikes spikes, List<Sendings> sendings) {
        long size = 2L * Integer.BYTES + (long) BYTES_PER_SPIKE * spikes.size();
        for (Sendings list : sendings) {
            size += list.bytes();
        }
        ByteBuffer block = Ranks.bytes(size);
        block.putInt((wishes.stop() ? STOP : 0) | (wishes.flush() ? FLUSH : 0) | (wishes.keepState() ? KEEP_STATE : 0));
        block.putInt(spikes.size());
        for (int i = 0; i < spikes.size(); i++) {
            block.putInt(spikes.source(i)).putDouble(spikes.sent_ms(i)).putInt(spikes.number(i));
        }
        sendings.forEach(list -> list.write(block));
        return block.flip();
    }

    /**
     * @param own whether it is this rank's own, which has nothing new
     * @param spikes gets its spikes
     * @param first number of the first of the sendings
     * @param sendings gets what events made its groups send
     * @throws NumericalFailure if the rank has failed
     */
    static Wishes read(int rank, ByteBuffer block, boolean own, SentSpikes spikes, int first, List<Sendings> sendings) {
        int flags = block.getInt();
        if ((flags & FAILED) != 0) {
            throw new NumericalFailure("rank " + rank + ": " + StandardCharsets.UTF_8.decode(block));
        }
        if (!own) {
            for (int i = block.getInt(); i > 0; i--) {
                spikes.add(block.getInt(), block.getDouble(), block.getInt());
            }
            while (block.hasRemaining()) {
                sendings.add(Sendings.read(block, first));
            }
        }
        return new Wishes((flags & STOP) != 0, (flags & FLUSH) != 0, (flags & KEEP_STATE) != 0);
    }
}
