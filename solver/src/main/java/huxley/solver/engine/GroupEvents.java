package huxley.solver.engine;

import huxley.neuron.mechanism.Mechanism.Kind;
import huxley.solver.engine.PendingEvents.Pending;
import huxley.solver.event.Audience;
import huxley.solver.event.Calendar;
import huxley.solver.event.Connections;
import huxley.solver.event.EventQueue;
import huxley.solver.kernel.Frame;
import huxley.solver.precision.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of one group: its pending ones, its detectors, and what it has for others since the last exchange. */
final class GroupEvents {
    /** Added to the time a spike is sent at (not to the one reported), which decides ties as NEURON does. */
    private static final double SEND_LATER_ms = 1e-10;
    /** Causes that are no connection. */
    private static final int NOBODY = -1;
    private static final int REPLAY = -2;

    final EventQueue queue = new EventQueue();
    final SpikeList outbox = new SpikeList();
    final SpikeList spikes = new SpikeList();

    private final int group;
    private final Calendar calendar;
    private final List<Receiver> receivers = new ArrayList<>();
    /** Receivers that have targets, and the first target of each, ascending. */
    private Receiver[] targeted = new Receiver[0];
    private int[] firstTarget = new int[0];
    private int lastFound;
    private Connections connections = Connections.NONE;
    private Audience audience = new Audience(new Audience.Block[0]);
    private @Nullable Group owner;
    private double now_ms;
    private int cause = NOBODY;
    private Detectors detectors = new Detectors(Numbers.of(), new int[0], new int[0], new double[0]);

    GroupEvents(int group, double dt_ms) {
        this.group = group;
        calendar = new Calendar(dt_ms);
    }

    /** The connections onto the group; targets count through the instances of all point processes, in their order. */
    void listenTo(Connections incoming) {
        connections = incoming;
        targeted = receivers.stream().filter(r -> r.instances.isPoint()).toArray(Receiver[]::new);
        firstTarget = new int[targeted.length + 1];
        for (int i = 0; i < targeted.length; i++) {
            targeted[i].firstTarget = firstTarget[i];
            firstTarget[i + 1] = firstTarget[i] + targeted[i].instances.count();
        }
    }

    /** Who hears the sources of this group. */
    void speakTo(Audience listeners) {
        audience = listeners;
    }

    Connections connections() {
        return connections;
    }

    /** Watches membrane potentials; {@code gid} is also the source. */
    record Detectors(Numbers v_mV, int[] node, int[] gid, double[] threshold_mV, boolean[] above) {
        Detectors(Numbers v_mV, int[] node, int[] gid, double[] threshold_mV) {
            this(v_mV, node, gid, threshold_mV, new boolean[node.length]);
        }
    }

    void detectBy(Detectors spikeDetectors) {
        detectors = spikeDetectors;
    }

    Frame.Effects effectsOf(Instances instances) {
        Receiver receiver = new Receiver(instances);
        receivers.add(receiver);
        return receiver;
    }

    /** Sources of net_event: {@code source [instance]}, -1 for none; replay times of artificial cells. */
    void connect(Instances instances, int[] source, double @Nullable [][] replay_ms) {
        Receiver receiver = receivers.get(instances.index);
        receiver.source = source;
        receiver.replay_ms = replay_ms;
    }

    /** Makes room for the events of a run; before any INITIAL, which may send some. */
    void prepare() {
        receivers.forEach(Receiver::prepare);
    }

    /** INITIAL of NET_RECEIVE for the connections to this group, in order; then the first replayed events. */
    void initialize() {
        if (receivers.stream().anyMatch(r -> r.instances.netReceiveInitial != null)) {
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
        outbox.clear();
        spikes.clear();
        now_ms = t_ms;
        prepare();
    }

    /** Gathers all pending events. */
    void pending(PendingEvents all) {
        calendar.forAll(connections, (time_ms, connection) -> all.arrival(this, time_ms, connection));
        for (int i = 0; i < queue.size(); i++) {
            int slot = queue.slot(i);
            if (queue.kind(slot) == EventQueue.ARRIVAL) {
                all.arrival(this, queue.time_ms(slot), queue.item(slot));
            } else {
                Receiver receiver = receivers.get(queue.item(slot));
                int instance = queue.instance(slot);
                boolean movable = receiver.movable.length > 0
                        && receiver.movableNumber[instance] == queue.number(slot);
                all.self(this, receiver.instances, instance, new Pending(queue.time_ms(slot), -1, -1, -1,
                        queue.cause(slot), queue.flag(slot), movable, queue.item(slot), queue.number(slot)));
            }
        }
    }

    /** Inserts a saved arrival. */
    void pend(double at_ms, int connection) {
        arriveAt(at_ms, connection);
    }

    /** Gid of the cell that a connection leads to. */
    int targetGid(int connection) {
        int target = connections.target(connection);
        Receiver receiver = receiverOf(target);
        return receiver.instances.gid[target - receiver.firstTarget];
    }

    /** Inserts a saved self-event. */
    void pend(Pending self, int cause, Instances instances, int instance) {
        int slot = queue.send(self.time_ms(), self.gid(), instances.index, instance, cause, self.flag());
        if (self.movable()) {
            receivers.get(instances.index).movable[instance] = slot;
            receivers.get(instances.index).movableNumber[instance] = queue.number(slot);
        }
    }

    /** [spike detector of the group, in the order of the circuit] whether the voltage was above its threshold. */
    boolean[] above() {
        return detectors.above;
    }

    /** [instance] replayed times that are done or pending. */
    int[] replayed(Instances instances) {
        return receivers.get(instances.index).replayed;
    }

    Watches watchesOf(Instances instances) {
        Watches watches = receivers.get(instances.index).watches;
        return watches == null ? new Watches(instances) : watches;
    }

    void recountWatches() {
        for (Receiver receiver : receivers) {
            if (receiver.watches != null) {
                receiver.watches.recount();
            }
        }
    }

    /** Where the membrane is now, without a spike for it. */
    void startDetectors() {
        for (int i = 0; i < detectors.node.length; i++) {
            detectors.above[i] = detectors.v_mV.get(detectors.node[i]) > detectors.threshold_mV[i];
        }
    }

    /** Spikes and WATCH conditions at the start of a step. */
    void detect(double t_ms) {
        for (int i = 0; i < detectors.node.length; i++) {
            boolean above = detectors.v_mV.get(detectors.node[i]) > detectors.threshold_mV[i];
            if (above && !detectors.above[i]) {
                spikes.add(detectors.gid[i], t_ms);
                emit(detectors.gid[i], t_ms + SEND_LATER_ms);
            }
            detectors.above[i] = above;
        }
        now_ms = t_ms;
        for (int i = 0; i < receivers.size(); i++) {
            receivers.get(i).checkWatches();
        }
    }

    /** Delivers everything up to and including the end of a half step. */
    void deliver(long halfStep) {
        while (calendar.now() < halfStep) {
            calendar.turn();
            deliverDue(calendar.end_ms(calendar.now()));
            calendar.close();
        }
        now_ms = calendar.end_ms(halfStep);
    }

    /** Of things at one time, self-events come first, then arrivals by connection. */
    private void deliverDue(double until_ms) {
        while (true) {
            double arrives_ms = calendar.next_ms();
            double queued_ms = queue.next_ms();
            if (queued_ms <= until_ms && (queued_ms < arrives_ms
                    || queued_ms == arrives_ms && queue.firstArrival() < calendar.connection())) {
                deliverQueued();
            } else if (arrives_ms <= until_ms) {
                int connection = calendar.connection();
                calendar.take(connections);
                now_ms = arrives_ms;
                arrive(connection);
            } else {
                return;
            }
        }
    }

    private void deliverQueued() {
        int slot = queue.take();
        now_ms = queue.time_ms(slot);
        if (queue.kind(slot) == EventQueue.ARRIVAL) {
            arrive(queue.item(slot));
        } else {
            receivers.get(queue.item(slot)).receive(queue.instance(slot), queue.cause(slot), queue.flag(slot));
        }
    }

    private void arrive(int connection) {
        int target = connections.target(connection);
        Receiver receiver = receiverOf(target);
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

    /** A spike of this group: to its own cells at once, to others at the exchange. */
    private void emit(int source, double sent_ms) {
        Audience.Block block = audience.of(source);
        int from = block.from(source);
        int to = block.to(source);
        int own = block.from(source, group);
        boolean here = own < to && block.group(own) == group;
        if (here) {
            hear(block.first(own), sent_ms);
        }
        if (to - from > (here ? 1 : 0)) {
            outbox.add(source, sent_ms);
        }
    }

    /** A spike comes over all connections of its source, from the first one on. */
    void hear(int firstConnection, double sent_ms) {
        if (connections.sameDelay()) {
            arriveAt(sent_ms + connections.delay_ms(firstConnection), ~firstConnection);
            return;
        }
        int connection = firstConnection;
        do {
            arriveAt(sent_ms + connections.delay_ms(connection), connection);
        } while (!connections.isLast(connection++));
    }

    private void arriveAt(double at_ms, int what) {
        if (calendar.reaches(at_ms)) {
            calendar.add(at_ms, what);
            return;
        }
        int connection = what < 0 ? ~what : what;
        do {
            queue.arrive(at_ms, connection);
        } while (what < 0 && !connections.isLast(connection++));
    }

    /** What the kernels of one mechanism tell, and the events they get. */
    private final class Receiver implements Frame.Effects, Watches.Listener {
        private final Instances instances;
        private int[] source = new int[0];
        private double @Nullable [][] replay_ms;
        private int[] replayed = new int[0];
        /** [instance] the last self-event of flag 1, which net_move moves. */
        private int[] movable = new int[0];
        private long[] movableNumber = new long[0];
        private double[][] weights = new double[0][];
        private int firstTarget;
        private double @Nullable [] time_ms;
        private double @Nullable [] flag;
        private @Nullable Watches watches;
        private @Nullable EventAdder adder;
        private int netconsWanted = -1;
        /** [instance] connections to it, found when first asked for. */
        private int @Nullable [][] heard;

        Receiver(Instances instances) {
            this.instances = instances;
        }

        /** Makes room; not in the constructor, for instances are not complete then. */
        void prepare() {
            if (instances.isPoint()) {
                if (instances.code.moves()) {
                    movable = new int[instances.count()];
                    movableNumber = new long[instances.count()];
                    Arrays.fill(movableNumber, -1);
                }
                adder = EventAdder.of(instances);
                EventMemory memory = EventMemory.of(instances);
                weights = memory.weights();
                time_ms = memory.time_ms();
                flag = memory.flag();
                watches = instances.watches.isEmpty() ? null : new Watches(instances);
            }
        }

        void initialize(int instance, int connection) {
            if (instances.netReceiveInitial != null) {
                run(instances.netReceiveInitial, instance, connection, 0);
            }
        }

        void firstReplays() {
            if (replay_ms != null) {
                replayed = new int[replay_ms.length];
                for (int i = 0; i < replay_ms.length; i++) {
                    nextReplay(i);
                }
            }
        }

        private void nextReplay(int instance) {
            if (replay_ms != null && replayed[instance] < replay_ms[instance].length) {
                queue.send(replay_ms[instance][replayed[instance]++], instances.gid[instance], instances.index,
                        instance, REPLAY, 1);
            }
        }

        void receive(int instance, int causingConnection, double withFlag) {
            if (adder != null) {
                adder.add(instance, connections, causingConnection);
                return;
            }
            if (causingConnection == REPLAY) {
                nextReplay(instance);
            }
            if (instances.netReceive != null) {
                run(instances.netReceive, instance, Math.max(causingConnection, NOBODY), withFlag);
                arm();
            }
        }

        private void run(Instances.Bound kernel, int instance, int connection, double withFlag) {
            cause = connection;
            if (time_ms != null) {
                time_ms[0] = now_ms;
            }
            if (flag != null) {
                flag[0] = withFlag;
            }
            for (int w = 0; w < weights.length; w++) {
                weights[w][0] = connection < 0 ? 0 : connections.weight(connection, w);
            }
            if (watches != null) {
                watches.beginBlock();
            }
            kernel.one(instance);
            for (int w = 0; connection >= 0 && w < weights.length; w++) {
                if (instances.code.changedWeights[w]) {
                    connections.setWeight(connection, w, weights[w][0]);
                }
            }
            cause = NOBODY;
            if (netconsWanted >= 0) {
                Instances.Bound body = instances.forNetcons.get(netconsWanted);
                netconsWanted = -1;
                for (int c : connectionsTo(instance)) {
                    run(body, instance, c, withFlag);
                }
            }
        }

        private int[] connectionsTo(int instance) {
            if (heard == null) {
                int[] count = new int[instances.count()];
                for (int c = 0; c < connections.size(); c++) {
                    int i = connections.target(c) - firstTarget;
                    if (i >= 0 && i < count.length) {
                        count[i]++;
                    }
                }
                int[][] all = new int[count.length][];
                Arrays.setAll(all, i -> new int[count[i]]);
                for (int c = connections.size() - 1; c >= 0; c--) {
                    int i = connections.target(c) - firstTarget;
                    if (i >= 0 && i < count.length) {
                        all[i][--count[i]] = c;
                    }
                }
                heard = all;
            }
            return heard[instance];
        }

        @Override
        public void forNetcons(int instance, int statement) {
            if (!isIdle(instance)) {
                netconsWanted = statement;
            }
        }

        void arm() {
            if (watches != null) {
                watches.arm();
            }
        }

        void checkWatches() {
            if (watches != null) {
                watches.check(this);
            }
        }

        @Override
        public void wentOff(int instance, double withFlag) {
            queue.send(now_ms, instances.gid[instance], instances.index, instance, NOBODY, withFlag);
        }

        private boolean isIdle(int instance) {
            return instance >= instances.gid.length || instances.gid[instance] < 0;
        }

        @Override
        public void netSend(int instance, double delay_ms, double withFlag) {
            if (!isIdle(instance)) {
                int slot = queue.send(now_ms + delay_ms, instances.gid[instance], instances.index, instance, cause,
                        withFlag);
                if (withFlag == 1 && movable.length > 0) {
                    movable[instance] = slot;
                    movableNumber[instance] = queue.number(slot);
                }
            }
        }

        @Override
        public void netMove(int instance, double to_ms) {
            if (isIdle(instance)) {
                return;
            }
            int slot = movable[instance];
            if (movableNumber[instance] < 0 || !queue.holds(slot, movableNumber[instance])) {
                throw failure("net_move, but no self-event of flag 1 is pending", instance, to_ms);
            }
            queue.move(slot, to_ms);
            movableNumber[instance] = queue.number(slot);
        }

        @Override
        public void netEvent(int instance, double at_ms) {
            if (!isIdle(instance)) {
                if (instances.code.mechanism.kind() == Kind.ARTIFICIAL) {
                    spikes.add(instances.gid[instance], at_ms);
                }
                if (instance < source.length && source[instance] >= 0) {
                    emit(source[instance], at_ms);
                }
            }
        }

        @Override
        public void watch(int instance, int watchIndex, double withFlag) {
            if (!isIdle(instance) && watches != null) {
                watches.start(instance, watchIndex, withFlag);
            }
        }

        @Override
        public void fail(int instance, int code) {
            if (instance < instances.count()) {
                throw failure(code == 0 ? "an iteration did not converge" : "a system of equations is singular",
                        instance, Double.NaN);
            }
        }

        private KernelFailure failure(String reason, int instance, double value) {
            return new KernelFailure(reason, owner, instances, instance, value);
        }
    }

    void belongTo(Group group) {
        owner = group;
    }

    /** A failure inside a kernel, before it is known which cell and time it is. */
    static final class KernelFailure extends RuntimeException {
        private static final long serialVersionUID = 1;
        final transient @Nullable Group group;
        final transient Instances instances;
        final int instance;
        final double value;
        final String reason;

        KernelFailure(String reason, @Nullable Group group, Instances instances, int instance, double value) {
            super(reason);
            this.group = group;
            this.reason = reason;
            this.instances = instances;
            this.instance = instance;
            this.value = value;
        }
    }
}
