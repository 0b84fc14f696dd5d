package huxley.solver.engine;

import huxley.solver.accelerator.Arrivals;
import huxley.solver.accelerator.SelfEvents;
import huxley.solver.engine.PendingEvents.Pending;
import huxley.solver.event.Audience;
import huxley.solver.event.Calendar;
import huxley.solver.event.Connections;
import huxley.solver.event.EventQueue;
import huxley.solver.event.Parcels;
import huxley.solver.event.SendingNumber;
import huxley.solver.event.WeightTable;
import huxley.solver.kernel.Frame;
import huxley.solver.precision.Numbers;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of one group: its pending ones, its detectors, and what it has for others since the last exchange. */
final class GroupEvents {
    /** Added to the time a spike is sent at (not to the one reported), which decides ties as NEURON does. */
    private static final double SEND_LATER_ms = 1e-10;
    private static final int NO_CONNECTION = -1;

    final EventQueue queue = new EventQueue();
    final SentSpikes outbox = new SentSpikes();
    /** What events have caused, whose order among simultaneous ones depends on the events of other groups. */
    final Sendings sendings = new Sendings();
    final SpikeList spikes = new SpikeList();

    private final int group;
    private final double dt_ms;
    private Calendar calendar;
    private final List<Receiver> receivers = new ArrayList<>();
    /** Receivers that have targets, and the first target of each, ascending. */
    private Receiver[] targeted = new Receiver[0];
    private int[] firstTarget = new int[0];
    private int lastFound;
    private Connections connections = Connections.NONE;
    private Parcels parcels = new Parcels(0);
    private Audience audience = new Audience(new Audience.Block[0], new BitSet());
    private @Nullable Group owner;
    private double now_ms;
    /** Takes arrivals instead of the group, by half steps {@code since} some. */
    private @Nullable Arrivals elsewhere;
    private long since;
    /** Until when spikes of this group are all that may arrive before the next exchange. */
    private double horizon_ms = Double.NEGATIVE_INFINITY;
    /** Whether an epoch has begun of which no parcel has been looked at. */
    private boolean parcelsComplete;
    private final Sendings.Cause cause = new Sendings.Cause();
    /** Whether an event makes what is sent; else INITIAL does. */
    private boolean delivering;
    /** The connection over which the event that is being delivered came, -1 for a self-event. */
    private int came = -1;
    private Detectors detectors = new Detectors(Numbers.of(), new int[0], new int[0], new double[0]);

    GroupEvents(int group, double dt_ms) {
        this.group = group;
        this.dt_ms = dt_ms;
        calendar = new Calendar(dt_ms, connections);
    }

    /** The connections onto the group; targets count through the instances of all point processes, in their order. */
    void listenTo(Connections incoming) {
        connections = incoming;
        calendar = new Calendar(dt_ms, incoming);
        targeted = receivers.stream().filter(r -> r.instances.isPoint()).toArray(Receiver[]::new);
        firstTarget = new int[targeted.length + 1];
        for (int i = 0; i < targeted.length; i++) {
            targeted[i].firstTarget = firstTarget[i];
            firstTarget[i + 1] = firstTarget[i] + targeted[i].instances.count();
        }
    }

    /** Spikes also come without a stored connection, with so many weights. */
    void takeParcels(int weights) {
        parcels = new Parcels(weights);
    }

    Parcels parcels() {
        return parcels;
    }

    /** Number of the first instance among the targets of connections. */
    int firstTarget(Instances instances) {
        return receivers.get(instances.index).firstTarget;
    }

    /** The instances among which a target is. */
    Instances instancesAt(int target) {
        return receiverOf(target).instances;
    }

    /** Who hears the sources of this group. */
    void speakTo(Audience listeners) {
        audience = listeners;
    }

    double now_ms() {
        return now_ms;
    }

    @Nullable
    Group owner() {
        return owner;
    }

    Connections connections() {
        return connections;
    }

    /** Advances until then without an exchange. */
    void advanceUntil(double t_ms) {
        horizon_ms = t_ms;
        parcelsComplete = true;
    }

    void detectBy(Detectors spikeDetectors) {
        detectors = spikeDetectors;
    }

    Frame.Effects effectsOf(Instances instances) {
        Receiver receiver = new Receiver(instances, this);
        receivers.add(receiver);
        return receiver;
    }

    /** Sources of net_event: {@code source [instance]}, -1 for none; replay times of artificial cells. */
    void connect(Instances instances, int[] source, double @Nullable [][] replay_ms) {
        receivers.get(instances.index).connect(source, replay_ms);
    }

    /** Makes room for the events of a run; before any INITIAL, which may send some. */
    void prepare() {
        receivers.forEach(Receiver::prepare);
    }

    /** INITIAL of NET_RECEIVE for the connections to this group, in order; then the first replayed events. */
    void initialize() {
        horizon_ms = Double.NEGATIVE_INFINITY;
        delivering = false;
        if (receivers.stream().anyMatch(Receiver::hears)) {
            for (int c = 0; c < connections.size(); c++) {
                Receiver receiver = receiverOf(connections.target(c));
                receiver.initialize(connections.target(c) - receiver.firstTarget, c);
            }
        }
        receivers.forEach(Receiver::firstReplays);
        receivers.forEach(Receiver::arm);
    }

    /** Forgets everything; a saved state follows. */
    void restart(double t_ms) {
        queue.clear();
        calendar.restart(t_ms);
        parcels.clear();
        outbox.clear();
        sendings.clear(0);
        spikes.clear();
        now_ms = t_ms;
        prepare();
    }

    /** Gathers all pending events. */
    void pending(PendingEvents all) {
        all.parcels(this);
        calendar.forAll((time_ms, connection, number) -> all.arrival(this, time_ms, connection, number));
        for (int i = 0; i < queue.size(); i++) {
            int slot = queue.slot(i);
            if (queue.kind(slot) == EventQueue.ARRIVAL) {
                all.arrival(this, queue.time_ms(slot), queue.item(slot), queue.sending(slot));
            } else {
                receivers.get(queue.item(slot)).pending(all, slot);
            }
        }
    }

    /** Inserts a saved arrival. */
    void pend(double at_ms, int connection, int sendingNumber) {
        arriveAt(at_ms, connection, sendingNumber);
    }

    /** Gid of the cell that a connection leads to. */
    int targetGid(int connection) {
        int target = connections.target(connection);
        Receiver receiver = receiverOf(target);
        return receiver.instances.gid[target - receiver.firstTarget];
    }

    /** Inserts a saved self-event. */
    void pend(Pending self, int cause, Instances instances, int instance) {
        receivers.get(instances.index).pend(self, cause, instance);
    }

    /** [spike detector of the group, in the order of the circuit] whether the voltage was above its threshold. */
    boolean[] above() {
        return detectors.above();
    }

    /** [instance] replayed times that are done or pending. */
    int[] replayed(Instances instances) {
        return receivers.get(instances.index).replayed();
    }

    Watches watchesOf(Instances instances) {
        return receivers.get(instances.index).watches();
    }

    void recountWatches() {
        receivers.forEach(Receiver::recountWatches);
    }

    Detectors detectors() {
        return detectors;
    }

    /** Where the membrane is now, without a spike for it. */
    void startDetectors() {
        detectors.start();
    }

    /** Spikes and WATCH conditions at the start of a step. */
    void detect(double t_ms) {
        detectors.check(this, t_ms);
        now_ms = t_ms;
        for (int i = 0; i < receivers.size(); i++) {
            receivers.get(i).checkWatches();
        }
    }

    /** Delivers everything up to and including the end of a half step. */
    void deliver(long halfStep) {
        delivering = true;
        if (parcelsComplete) {
            parcels.open(horizon_ms);
            parcelsComplete = false;
        }
        while (calendar.now() < halfStep) {
            calendar.turn();
            deliverDue(calendar.end_ms(calendar.now()));
            calendar.close();
        }
        delivering = false;
        now_ms = calendar.end_ms(halfStep);
    }

    /** Gives the arrivals of half steps, the last one included, away in the order of their delivery. */
    void divert(long after, long halfStep, Arrivals to) {
        elsewhere = to;
        since = after;
        deliver(halfStep);
        elsewhere = null;
    }

    /** Hands self-events out; until they are back the group delivers none. */
    SelfEvents lend() {
        return LentEvents.lend(queue, receivers);
    }

    void takeBack(SelfEvents lent) {
        LentEvents.takeBack(lent, queue, receivers);
    }

    /** Whether instances are sources of net_event. */
    boolean areHeard(Instances instances) {
        return receivers.get(instances.index).isHeard();
    }

    /** Weights of all connections: {@code [connection * each + weight]}. */
    double[] weights(int each) {
        double[] all = new double[each * connections.size()];
        for (int c = 0; each > 0 && c < connections.size(); c++) {
            int weights = receiverOf(connections.target(c)).instances.code.weights;
            for (int w = 0; w < weights && w < each; w++) {
                all[c * each + w] = connections.weight(c, w);
            }
        }
        return all;
    }

    /** Takes weights as {@link #weights} gave them. */
    void changeWeights(double[] all, int each) {
        for (int c = 0; each > 0 && c < connections.size(); c++) {
            boolean[] changed = receiverOf(connections.target(c)).instances.code.changedWeights;
            for (int w = 0; w < changed.length && w < each; w++) {
                if (changed[w]) {
                    connections.setWeight(c, w, all[c * each + w]);
                }
            }
        }
    }

    private void deliverDue(double until_ms) {
        while (true) {
            double arrives_ms = calendar.next_ms();
            double queued_ms = queue.next_ms();
            if (parcels.next_ms() <= until_ms && parcelIsNext(arrives_ms, queued_ms)) {
                deliverParcel();
            } else if (queued_ms <= until_ms && (queued_ms < arrives_ms
                    || queued_ms == arrives_ms && queue.precedes(connections.delay_ms(calendar.connection()),
                            calendar.sendingNumber(), calendar.connection()))) {
                deliverQueued();
            } else if (arrives_ms <= until_ms) {
                int connection = calendar.connection();
                int number = calendar.sendingNumber();
                calendar.take();
                now_ms = arrives_ms;
                arrive(connection, number);
            } else {
                return;
            }
        }
    }

    private boolean parcelIsNext(double arrives_ms, double queued_ms) {
        double comes_ms = parcels.next_ms();
        if (comes_ms > arrives_ms || comes_ms > queued_ms) {
            return false;
        }
        boolean yields = comes_ms == arrives_ms && parcels.yieldsTo(connections.delay_ms(calendar.connection()),
                calendar.sendingNumber(), connections.sourceOf(calendar.connection()));
        return !yields && !(comes_ms == queued_ms
                && queue.precedes(parcels.delay_ms(parcels.next()), parcels.sendingNumber(parcels.next()),
                        Integer.MAX_VALUE));
    }

    private void deliverParcel() {
        now_ms = parcels.next_ms();
        int target = parcels.target(parcels.next());
        Receiver receiver = receiverOf(target);
        if (elsewhere != null) {
            divert(receiver, target, NO_CONNECTION, parcels, parcels.next());
        } else {
            receiver.receive(target - receiver.firstTarget, parcels);
        }
        parcels.take();
    }

    private void divert(Receiver receiver, int target, int connection, WeightTable weights, int entry) {
        if (elsewhere != null) {
            elsewhere.add((int) (calendar.now() - since), now_ms, connections.delay_ms(connection),
                    receiver.instances.index, target - receiver.firstTarget, connection);
            for (int w = 0; w < receiver.instances.code.weights; w++) {
                elsewhere.weigh(w, weights.weight(entry, w));
            }
        }
    }

    private void deliverQueued() {
        int slot = queue.take();
        now_ms = queue.time_ms(slot);
        if (queue.kind(slot) == EventQueue.ARRIVAL) {
            arrive(queue.item(slot), queue.sending(slot));
        } else {
            came = -1;
            cause.waited_ms = queue.wait_ms(slot);
            cause.number = queue.sending(slot);
            receivers.get(queue.item(slot)).receive(queue.instance(slot), queue.cause(slot), queue.flag(slot));
        }
    }

    private void arrive(int connection, int sendingNumber) {
        came = connection;
        cause.number = sendingNumber;
        int target = connections.target(connection);
        Receiver receiver = receiverOf(target);
        if (elsewhere != null) {
            divert(receiver, target, connection, connections, connection);
            return;
        }
        receiver.receive(target - receiver.firstTarget, connection, 0);
    }

    private Receiver receiverOf(int target) {
        int i = lastFound;
        while (target < firstTarget[i]) {
            i--;
        }
        while (target >= firstTarget[i + 1]) {
            i++;
        }
        lastFound = i;
        return targeted[i];
    }

    /** A detector saw a spike. */
    void detected(int detector, double t_ms) {
        spike(detectors.gid()[detector], t_ms);
    }

    /** Tells that the method of a mechanism failed. */
    void fail(int mechanism, int instance, int code) {
        receivers.get(mechanism).fail(instance, code);
    }

    /** A membrane went above its threshold. */
    void spike(int gid, double t_ms) {
        spikes.add(gid, t_ms);
        emit(gid, t_ms + SEND_LATER_ms, SendingNumber.EARLY);
    }

    /** A spike of a point process, which depends on the events of other groups if connections lead to it. */
    void emit(int source, int gid, boolean depends, double sent_ms) {
        if (delivering && depends) {
            emitCaused(source, gid, sent_ms);
        } else {
            emit(source, sent_ms, delivering && cause.waited_ms == 0 ? SendingNumber.LATE : SendingNumber.EARLY);
        }
    }

    /**
     * A spike of this group whose order among simultaneous ones is that of its source: to its own cells at once, to others
     * at the exchange.
     */
    private void emit(int source, double sent_ms, int number) {
        Audience.Block block = audience.of(source);
        int from = block.from(source);
        int to = block.to(source);
        int own = block.from(source, group);
        boolean here = own < to && block.group(own) == group;
        if (here) {
            hear(block.first(own), sent_ms, number);
        }
        if (to - from > (here ? 1 : 0) || audience.isExchanged(source)) {
            outbox.add(source, sent_ms, number);
        }
    }

    /** A spike that the event being delivered causes at a gid: what arrives after this epoch does so at the exchange. */
    private void emitCaused(int source, int gid, double sent_ms) {
        Audience.Block block = audience.of(source);
        int to = block.to(source);
        if (block.from(source) == to && !audience.isExchanged(source)) {
            return;
        }
        int number = sendings.addSpike(source, sent_ms, causeAt(gid));
        int own = block.from(source, group);
        if (own < to && block.group(own) == group) {
            hear(block.first(own), sent_ms, number, Double.NEGATIVE_INFINITY, horizon_ms);
        }
    }

    /**
     * An event that an instance sends to itself.
     *
     * @param depends whether its place among simultaneous ones depends on the events of other groups
     * @return slot in the queue
     */
    int send(Instances instances, int instance, boolean depends, double delay_ms, int causingConnection,
            double withFlag) {
        int gid = instances.gid[instance];
        boolean numbered = delivering && depends;
        int number = numbered ? sendings.addSelfEvent(causeAt(gid)) : SendingNumber.EARLY;
        int slot = queue.send(now_ms + delay_ms, delay_ms, number, gid, instances.index, instance, causingConnection,
                withFlag);
        if (numbered) {
            sendings.queued(slot, queue.number(slot));
        }
        return slot;
    }

    private Sendings.Cause causeAt(int gid) {
        cause.happened_ms = now_ms;
        cause.gid = gid;
        if (came < 0) {
            cause.kind = EventQueue.SELF;
            cause.source = gid;
        } else {
            cause.kind = EventQueue.ARRIVAL;
            cause.source = connections.sourceOf(came);
            cause.waited_ms = connections.delay_ms(came);
        }
        return cause;
    }

    /** A spike comes over all connections of its source, from the first one on. */
    void hear(int firstConnection, double sent_ms, int sendingNumber) {
        hear(firstConnection, sent_ms, sendingNumber, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** What arrives after this epoch of a spike that the group itself has emitted. */
    void hearLater(int firstConnection, double sent_ms, int sendingNumber) {
        hear(firstConnection, sent_ms, sendingNumber, horizon_ms, Double.POSITIVE_INFINITY);
    }

    /** Over those connections that lead to times after {@code after_ms}, until {@code until_ms}. */
    private void hear(int firstConnection, double sent_ms, int sendingNumber, double after_ms, double until_ms) {
        boolean same = connections.sameDelay();
        int connection = firstConnection;
        int first;
        do {
            first = connection;
            double at_ms = sent_ms + connections.delay_ms(first);
            while (!same && !connections.isLastOfDelay(connection)) {
                connection++;
            }
            if (at_ms > after_ms && at_ms <= until_ms) {
                arriveAt(at_ms, same || connection > first ? ~first : first, sendingNumber);
            }
        } while (!same && !connections.isLast(connection++));
    }

    private void arriveAt(double at_ms, int what, int sendingNumber) {
        if (calendar.reaches(at_ms)) {
            calendar.add(at_ms, what, sendingNumber);
            return;
        }
        int connection = what < 0 ? ~what : what;
        do {
            queue.arrive(at_ms, connections.delay_ms(connection), sendingNumber, connection);
        } while (what < 0 && !connections.isLastOfDelay(connection++));
    }

    void belongTo(Group group) {
        owner = group;
    }
}
