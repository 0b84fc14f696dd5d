package huxley.solver.engine;

import huxley.solver.event.Audience;
import huxley.solver.engine.PendingEvents.Pending;
import huxley.synapse.Circuit;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Hands the spikes that groups made to the groups that hear them, of all ranks, and numbers what events made them send. What ranks
 * have to agree on goes with the spikes.
 */
final class Exchange {
    /** Below this many (spike, listener) pairs one thread is faster than several. */
    private static final long FEW = 4096;
    private static final int PARTS_PER_THREAD = 4;

    private final Group[] groups;
    private final Audience audience;
    /** [source] */
    private final int[] sourceGroup;
    private final int parts;
    private final Regeneration regeneration;
    private final SentSpikes spikes = new SentSpikes();
    private final SendingOrder order = new SendingOrder();
    private final SendingOrder.Visitor adder = (list, i, number) -> {
        if (list.isSpike(i)) {
            spikes.add(list.source(i), list.sent_ms(i), number);
        }
    };
    private final Ranks ranks;
    private int nextNumber;
    private Wishes wishes = Wishes.NONE;

    /** What a rank wants all to do. */
    record Wishes(boolean stop, boolean flush, boolean keepState) {
        static final Wishes NONE = new Wishes(false, false, false);

        private Wishes or(Wishes others) {
            return new Wishes(stop || others.stop, flush || others.flush, keepState || others.keepState);
        }
    }

    Exchange(Circuit circuit, Assembly assembly, int threads) {
        ranks = assembly.ranks;
        groups = assembly.groups.toArray(Group[]::new);
        audience = assembly.audience;
        sourceGroup = assembly.sourceGroup;
        parts = threads == 1 ? 1 : Math.min(groups.length, PARTS_PER_THREAD * threads);
        regeneration = new Regeneration(circuit, assembly, parts);
        for (Group group : groups) {
            group.events.takeParcels(regeneration.weights());
        }
    }

    /** Takes up where a saved state ends, in which these events wait. */
    void restore(List<Pending> waiting) {
        numberFrom(waiting.size());
        regeneration.restore(waiting);
    }

    /** Numbers what events make groups send from there on. */
    private void numberFrom(int number) {
        nextNumber = number;
        for (Group group : groups) {
            group.events.sendings.clear(number);
        }
    }

    /** What any rank wanted at the last exchange. */
    Wishes wishes() {
        return wishes;
    }

    /** Tells the other ranks, instead of handing spikes, that this one has failed. */
    void fail(RuntimeException failure) {
        if (!ranks.isAlone()) {
            ranks.all(Bulletin.of(failure));
        }
    }

    /**
     * Empties the outboxes of some groups.
     *
     * @return what went wrong
     * @throws NumericalFailure if another rank has failed
     */
    @Nullable
    RuntimeException hand(int[] some, Crew crew, Wishes mine) {
        spikes.clear();
        wishes = mine;
        long listeners = 0;
        for (int g : some) {
            SentSpikes outbox = groups[g].events.outbox;
            for (int i = 0; i < outbox.size(); i++) {
                spikes.add(outbox.source(i), outbox.sent_ms(i), outbox.number(i));
            }
            outbox.clear();
        }
        List<Sendings> elsewhere = tell(some);
        numberSendings(some, elsewhere);
        RuntimeException lost = regeneration.hand(spikes, crew);
        if (lost != null) {
            return lost;
        }
        for (int i = 0; i < spikes.size(); i++) {
            int source = spikes.source(i);
            listeners += audience.of(source).to(source) - audience.of(source).from(source);
        }
        if (parts > 1 && listeners > FEW) {
            return crew.share(parts, part -> {
                long all = groups.length;
                hand((int) (all * part / parts), (int) (all * (part + 1) / parts));
            });
        }
        hand(0, groups.length);
        return null;
    }

    /** Hands what groups have sent to the other ranks and takes theirs. @return what events made the groups of the others send */
    private List<Sendings> tell(int[] some) {
        if (ranks.isAlone()) {
            return List.of();
        }
        List<Sendings> elsewhere = new ArrayList<>();
        ByteBuffer mine = Bulletin.of(wishes, spikes,
                IntStream.of(some).mapToObj(g -> groups[g].events.sendings).filter(s -> s.size() > 0).toList());
        List<ByteBuffer> all = ranks.all(mine);
        for (int rank = 0; rank < all.size(); rank++) {
            wishes = wishes.or(Bulletin.read(rank, all.get(rank), ranks.isOwn(rank), spikes, nextNumber, elsewhere));
        }
        return elsewhere;
    }

    private void numberSendings(int[] some, List<Sendings> elsewhere) {
        int first = nextNumber;
        elsewhere.forEach(order::add);
        for (int g : some) {
            order.add(groups[g].events.sendings);
        }
        nextNumber = order.number(first, adder);
        if (nextNumber != first) {
            for (Group group : groups) {
                group.events.sendings.renumber(group.events.queue);
                group.events.sendings.clear(nextNumber);
            }
        }
    }

    /** To the groups from {@code begin} to {@code end} exclusive. */
    private void hand(int begin, int end) {
        for (int i = 0; i < spikes.size(); i++) {
            int source = spikes.source(i);
            int number = spikes.number(i);
            Audience.Block block = audience.of(source);
            int to = block.to(source);
            for (int k = block.from(source, begin); k < to && block.group(k) < end; k++) {
                GroupEvents listener = groups[block.group(k)].events;
                if (block.group(k) != sourceGroup[source]) {
                    listener.hear(block.first(k), spikes.sent_ms(i), number);
                } else if (number >= 0) {
                    listener.hearLater(block.first(k), spikes.sent_ms(i), number);
                }
            }
        }
    }
}
