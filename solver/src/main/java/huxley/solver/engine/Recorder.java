package huxley.solver.engine;

import huxley.synapse.Observer;
import java.util.List;

/**
 * Gathers what groups recorded and hands it to the observer, in order of time. Of several ranks the first one's observer gets
 * everything; all hand over at the same ends of epochs.
 */
final class Recorder {
    /** Numbers of one kind handed over at once, about; more where an epoch has more. */
    private static final long ENOUGH = 1 << 16;
    private static final long MOST_SAMPLES = 1024;
    /** Of what groups record in one epoch. */
    private static final long MOST_NUMBERS = 1 << 24;
    /** Everything is handed over at least this often, so that it can be seen and saved. */
    private static final long PATIENCE_ns = 1_000_000_000L;

    private final Group[] groups;
    private final double dt_ms;
    private final Observer observer;
    private final List<Samples> samples;
    private final Ranks ranks;
    private long lastHanded = System.nanoTime();
    private final SpikeList due = new SpikeList();
    private SpikeList later;
    private SpikeList spare = new SpikeList();

    /**
     * @param lastStep the last step that another run recorded, -1 if there was none
     * @param later spikes that run announced for later
     */
    Recorder(Group[] groups, List<Samples> samples, double dt_ms, Observer observer, long lastStep, SpikeList later,
            Ranks ranks) {
        this.groups = groups;
        this.samples = samples;
        this.dt_ms = dt_ms;
        this.observer = observer;
        this.later = later;
        this.ranks = ranks;
        samples.forEach(s -> s.continueAfter(lastStep));
        for (Group group : groups) {
            group.samplers.forEach(Sampler::restart);
        }
    }

    /** Spikes announced for a time not reached yet. */
    SpikeList later() {
        return later;
    }

    /** The longest epoch whose samples do not fill the memory. */
    int mostSteps() {
        double perStep = samples.stream().mapToDouble(s -> (double) s.places / s.stride).sum();
        return (int) Math.clamp(MOST_NUMBERS / perStep, 1, Integer.MAX_VALUE);
    }

    /** Before groups are advanced to the end of a step. */
    void reserve(long upTo) {
        samples.forEach(s -> s.reserve(upTo));
    }

    /** Whether this rank has recorded so much, or so long ago, that it is to be handed over. */
    boolean isPressing() {
        return System.nanoTime() - lastHanded > PATIENCE_ns || samples.stream().anyMatch(Recorder::isMuch);
    }

    private static boolean isMuch(Samples some) {
        int complete = some.complete();
        return complete < Integer.MAX_VALUE
                && ((long) some.places * complete >= ENOUGH || complete >= MOST_SAMPLES);
    }

    /** @param pressing what all ranks agree on */
    void epochDone(double reached_ms, boolean last, boolean pressing) {
        collect(last ? reached_ms : Math.nextDown(reached_ms));
        if (last || pressing) {
            flush();
        } else if (ranks.isAlone()) {
            spikes();
        }
        observer.progress(reached_ms);
    }

    /** Hands over all that every group of every rank has. */
    void flush() {
        spikes();
        long[] complete = ranks.least(samples.stream().mapToLong(Samples::complete).toArray());
        for (int i = 0; i < complete.length; i++) {
            samples.get(i).hand((int) complete[i], dt_ms, observer, ranks);
        }
        lastHanded = System.nanoTime();
    }

    /** Before a failure is reported: groups may have come differently far. */
    void flushUpToFailure() {
        collect(Double.POSITIVE_INFINITY);
        flush();
    }

    /** Takes what groups announced; what comes later than a time waits. */
    void collect(double until_ms) {
        SpikeList waiting = spare;
        waiting.clear();
        part(later, until_ms, due, waiting);
        spare = later;
        later = waiting;
        for (Group group : groups) {
            part(group.events.spikes, until_ms, due, waiting);
            group.events.spikes.clear();
        }
    }

    private void spikes() {
        ranks.spikes(due);
        if (due.size() > 0) {
            due.sort();
            observer.spikes(due.ids(), due.times_ms());
            due.clear();
        }
    }

    private static void part(SpikeList some, double until_ms, SpikeList due, SpikeList waiting) {
        for (int i = 0; i < some.size(); i++) {
            (some.time_ms(i) <= until_ms ? due : waiting).add(some.id(i), some.time_ms(i));
        }
    }
}
