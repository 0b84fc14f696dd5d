package huxley.solver.engine;

import huxley.solver.event.Audience;
import org.jspecify.annotations.Nullable;

/** Hands the spikes that groups made to the other groups that hear them. */
final class Exchange {
    /** Below this many (spike, listener) pairs one thread is faster than several. */
    private static final long FEW = 4096;
    private static final int PARTS_PER_THREAD = 4;

    private final Group[] groups;
    private final Audience audience;
    /** [source] */
    private final int[] sourceGroup;
    private final int parts;
    private final SpikeList spikes = new SpikeList();

    Exchange(Group[] groups, Audience audience, int[] sourceGroup, int threads) {
        this.groups = groups;
        this.audience = audience;
        this.sourceGroup = sourceGroup;
        parts = threads == 1 ? 1 : Math.min(groups.length, PARTS_PER_THREAD * threads);
    }

    /** Empties the outboxes of some groups. @return what went wrong */
    @Nullable
    RuntimeException hand(int[] some, Crew crew) {
        spikes.clear();
        long listeners = 0;
        for (int g : some) {
            SpikeList outbox = groups[g].events.outbox;
            for (int i = 0; i < outbox.size(); i++) {
                int source = outbox.id(i);
                spikes.add(source, outbox.time_ms(i));
                listeners += audience.of(source).to(source) - audience.of(source).from(source);
            }
            outbox.clear();
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

    /** To the groups from {@code begin} to {@code end} exclusive. */
    private void hand(int begin, int end) {
        for (int i = 0; i < spikes.size(); i++) {
            int source = spikes.id(i);
            Audience.Block block = audience.of(source);
            int to = block.to(source);
            for (int k = block.from(source, begin); k < to && block.group(k) < end; k++) {
                if (block.group(k) != sourceGroup[source]) {
                    groups[block.group(k)].events.hear(block.first(k), spikes.time_ms(i));
                }
            }
        }
    }
}
