package huxley.solver.engine;

import huxley.solver.event.Audience;
import org.jspecify.annotations.Nullable;

/** Hands the spikes that groups made to the groups that hear them, and numbers what events made them send. */
final class Exchange {
    /** Below this many (spike, listener) pairs one thread is faster than several. */
    private static final long FEW = 4096;
    private static final int PARTS_PER_THREAD = 4;

    private final Group[] groups;
    private final Audience audience;
    /** [source] */
    private final int[] sourceGroup;
    private final int parts;
    private final SentSpikes spikes = new SentSpikes();
    private final SendingOrder order = new SendingOrder();
    private final SendingOrder.Visitor adder = (list, i, number) -> {
        if (list.isSpike(i)) {
            spikes.add(list.source(i), list.sent_ms(i), number);
        }
    };
    private int nextNumber;

    Exchange(Group[] groups, Audience audience, int[] sourceGroup, int threads) {
        this.groups = groups;
        this.audience = audience;
        this.sourceGroup = sourceGroup;
        parts = threads == 1 ? 1 : Math.min(groups.length, PARTS_PER_THREAD * threads);
    }

    /** Numbers what events make groups send from there on. */
    void numberFrom(int number) {
        nextNumber = number;
        for (Group group : groups) {
            group.events.sendings.clear(number);
        }
    }

    /** Empties the outboxes of some groups. @return what went wrong */
    @Nullable
    RuntimeException hand(int[] some, Crew crew) {
        spikes.clear();
        long listeners = 0;
        for (int g : some) {
            SentSpikes outbox = groups[g].events.outbox;
            for (int i = 0; i < outbox.size(); i++) {
                spikes.add(outbox.source(i), outbox.sent_ms(i), outbox.number(i));
            }
            outbox.clear();
        }
        numberSendings(some);
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

    private void numberSendings(int[] some) {
        int first = nextNumber;
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
