package huxley.solver.engine;

import huxley.neuron.mechanism.Mechanism.Kind;
import huxley.solver.engine.PendingEvents.Pending;
import huxley.solver.event.Connections;
import huxley.solver.event.EventQueue;
import huxley.solver.kernel.Frame;
import huxley.solver.precision.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    private final Connections connections;
    private final List<Receiver> receivers = new ArrayList<>();
    private @Nullable Group owner;
    private double now_ms;
    private int cause = NOBODY;
    private Detectors detectors = new Detectors(Numbers.of(), new int[0], new int[0], new double[0]);

    GroupEvents(int group, Connections connections) {
        this.group = group;
        this.connections = connections;
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
        for (int c = 0; c < connections.size(); c++) {
            if (connections.targetGroup[c] == group && connections.targetMechanism[c] >= 0) {
                receivers.get(connections.targetMechanism[c]).initialize(c);
            }
        }
        receivers.forEach(Receiver::firstReplays);
        receivers.forEach(Receiver::arm);
    }

    /** Forgets everything; a saved state follows. */
    void restart(double t_ms) {
        queue.clear();
        outbox.clear();
        spikes.clear();
        now_ms = t_ms;
        prepare();
    }

    /** Which placed point process an instance is, -1 for an artificial cell. */
    interface Placing {
        int placed(Instances instances, int instance);
    }

    /** Gathers all pending events. */
    void pending(PendingEvents all, Placing placing) {
        for (int i = 0; i < queue.size(); i++) {
            int slot = queue.slot(i);
            if (queue.kind(slot) == EventQueue.ARRIVAL) {
                all.add(new Pending(queue.time_ms(slot), queue.item(slot), -1, -1, queue.cause(slot), 0, false, 0,
                        queue.number(slot)));
            } else {
                Receiver receiver = receivers.get(queue.item(slot));
                int instance = queue.instance(slot);
                boolean movable = receiver.movable.length > 0
                        && receiver.movableNumber[instance] == queue.number(slot);
                all.add(new Pending(queue.time_ms(slot), -1, receiver.instances.gid[instance],
                        placing.placed(receiver.instances, instance), queue.cause(slot), queue.flag(slot), movable,
                        queue.item(slot), queue.number(slot)));
            }
        }
    }

    /** Inserts a saved arrival. */
    void pend(Pending arrival) {
        int c = arrival.connection();
        queue.arrive(arrival.time_ms(), connections.gid[connections.source[c]], c);
    }

    /** Inserts a saved self-event. */
    void pend(Pending self, Instances instances, int instance) {
        int slot = queue.send(self.time_ms(), self.gid(), instances.index, instance, self.cause(), self.flag());
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

    /** Delivers everything up to and including a time. */
    void deliver(double until_ms) {
        while (queue.next_ms() <= until_ms) {
            int slot = queue.take();
            now_ms = queue.time_ms(slot);
            if (queue.kind(slot) == EventQueue.ARRIVAL) {
                int connection = queue.item(slot);
                receivers.get(connections.targetMechanism[connection])
                        .receive(connections.targetInstance[connection], connection, 0);
            } else {
                receivers.get(queue.item(slot)).receive(queue.instance(slot), queue.cause(slot), queue.flag(slot));
            }
        }
        now_ms = until_ms;
    }

    /** Hands the spikes of this group to the others. */
    void exchange(Group[] groups) {
        for (int i = 0; i < outbox.size(); i++) {
            int source = outbox.id(i);
            for (int k = connections.first(source); k < connections.first(source + 1); k++) {
                int c = connections.at(k);
                if (connections.targetGroup[c] != group && connections.targetMechanism[c] >= 0) {
                    groups[connections.targetGroup[c]].events.queue.arrive(
                            outbox.time_ms(i) + connections.delay_ms[c], connections.gid[source], c);
                }
            }
        }
        outbox.clear();
    }

    private void emit(int source, double sent_ms) {
        boolean elsewhere = false;
        for (int k = connections.first(source); k < connections.first(source + 1); k++) {
            int c = connections.at(k);
            if (connections.targetGroup[c] != group) {
                elsewhere = true;
            } else if (connections.targetMechanism[c] >= 0) {
                queue.arrive(sent_ms + connections.delay_ms[c], connections.gid[source], c);
            }
        }
        if (elsewhere) {
            outbox.add(source, sent_ms);
        }
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
        private double @Nullable [] time_ms;
        private double @Nullable [] flag;
        private @Nullable Watches watches;
        private int netconsWanted = -1;
        /** [instance] connections to it, found when first asked for. */
        private int @Nullable [][] heard;

        Receiver(Instances instances) {
            this.instances = instances;
        }

        /** Makes room; not in the constructor, for instances are not complete then. */
        void prepare() {
            if (instances.isPoint()) {
                movable = new int[instances.count()];
                movableNumber = new long[instances.count()];
                Arrays.fill(movableNumber, -1);
                EventMemory memory = EventMemory.of(instances);
                weights = memory.weights();
                time_ms = memory.time_ms();
                flag = memory.flag();
                watches = instances.watches.isEmpty() ? null : new Watches(instances);
            }
        }

        void initialize(int connection) {
            if (instances.netReceiveInitial != null) {
                run(instances.netReceiveInitial, connections.targetInstance[connection], connection, 0);
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
            int from = connection < 0 ? 0 : connections.weightStart[connection];
            int given = connection < 0 ? 0 : connections.weightStart[connection + 1] - from;
            for (int w = 0; w < weights.length; w++) {
                weights[w][0] = w < given ? connections.weights[from + w] : 0;
            }
            if (watches != null) {
                watches.beginBlock();
            }
            kernel.one(instance);
            for (int w = 0; w < Math.min(weights.length, given); w++) {
                connections.weights[from + w] = weights[w][0];
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
                heard = IntStream.range(0, instances.count()).mapToObj(i -> new int[0]).toArray(int[][]::new);
                IntStream.range(0, connections.size())
                        .filter(c -> connections.targetGroup[c] == group
                                && connections.targetMechanism[c] == instances.index)
                        .boxed().collect(Collectors.groupingBy(c -> connections.targetInstance[c]))
                        .forEach((i, all) -> heard[i] = all.stream().mapToInt(Integer::intValue).toArray());
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
                if (withFlag == 1) {
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
