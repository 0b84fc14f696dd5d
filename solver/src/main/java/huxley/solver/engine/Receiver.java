package huxley.solver.engine;

import huxley.neuron.mechanism.Mechanism.Kind;
import huxley.solver.accelerator.Outcome;
import huxley.solver.accelerator.SelfEvents;
import huxley.solver.engine.PendingEvents.Pending;
import huxley.solver.event.Connections;
import huxley.solver.event.EventQueue;
import huxley.solver.event.Parcels;
import huxley.solver.event.SendingNumber;
import huxley.solver.kernel.Frame;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the kernels of one mechanism tell, and the events they get. */
final class Receiver implements Frame.Effects, Watches.Listener {
    /** Causes of an event that are no connection. */
    private static final int NOBODY = -1;
    private static final int REPLAY = -2;
    private static final String NOTHING_TO_MOVE = "net_move, but no self-event of flag 1 is pending";

    final Instances instances;
    /** Number of its first instance among the targets of connections. */
    int firstTarget;

    private final GroupEvents events;
    private int cause = NOBODY;
    private int[] source = new int[0];
    /** [instance] whether it is a source to which connections lead. */
    private boolean[] addressed = new boolean[0];
    private double @Nullable [][] replay_ms;
    private int[] replayed = new int[0];
    /** [instance] the last self-event of flag 1, which net_move moves. */
    private int[] movable = new int[0];
    private long[] movableNumber = new long[0];
    private double[][] weights = new double[0][];
    private double @Nullable [] time_ms;
    private double @Nullable [] flag;
    private @Nullable Watches watches;
    private @Nullable EventAdder adder;
    private int netconsWanted = -1;
    /** [instance] connections to it, found when first asked for. */
    private int @Nullable [][] heard;

    Receiver(Instances instances, GroupEvents events) {
        this.instances = instances;
        this.events = events;
    }

    /** Makes room; not in the constructor, for instances are not complete then. */
    void prepare() {
        if (instances.isPoint()) {
            addressed = new boolean[source.length];
            Connections connections = events.connections();
            for (int c = 0; source.length > 0 && c < connections.size(); c++) {
                int i = connections.target(c) - firstTarget;
                if (i >= 0 && i < addressed.length) {
                    addressed[i] = source[i] >= 0;
                }
            }
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

    /** Sources of net_event, {@code [instance]}, -1 for none; replayed times of artificial cells. */
    void connect(int[] sources, double @Nullable [][] replays_ms) {
        source = sources;
        replay_ms = replays_ms;
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
            double at_ms = replay_ms[instance][replayed[instance]++];
            events.queue.send(at_ms, at_ms - events.now_ms(), SendingNumber.EARLY, instances.gid[instance],
                    instances.index, instance,
                    REPLAY, 1);
        }
    }

    void receive(int instance, int causingConnection, double withFlag) {
        if (adder != null) {
            adder.add(instance, events.connections(), causingConnection);
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

    /** A spike for which no connection is stored. */
    void receive(int instance, Parcels parcels) {
        if (adder != null) {
            adder.add(instance, parcels, parcels.next());
        } else if (instances.netReceive != null) {
            for (int w = 0; w < weights.length; w++) {
                weights[w][0] = parcels.weight(parcels.next(), w);
            }
            prepare(NOBODY, 0);
            instances.netReceive.one(instance);
        }
    }

    private void run(Instances.Bound kernel, int instance, int connection, double withFlag) {
        for (int w = 0; w < weights.length; w++) {
            weights[w][0] = connection < 0 ? 0 : events.connections().weight(connection, w);
        }
        prepare(connection, withFlag);
        kernel.one(instance);
        for (int w = 0; connection >= 0 && w < weights.length; w++) {
            if (instances.code.changedWeights[w]) {
                events.connections().setWeight(connection, w, weights[w][0]);
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

    private void prepare(int connection, double withFlag) {
        cause = connection;
        if (time_ms != null) {
            time_ms[0] = events.now_ms();
        }
        if (flag != null) {
            flag[0] = withFlag;
        }
        if (watches != null) {
            watches.beginBlock();
        }
    }

    private int[] connectionsTo(int instance) {
        if (heard == null) {
            Connections connections = events.connections();
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

    /** Gathers a pending self-event. */
    void pending(PendingEvents all, int slot) {
        EventQueue queue = events.queue;
        int instance = queue.instance(slot);
        boolean isMovable = movable.length > 0 && movableNumber[instance] == queue.number(slot);
        all.self(events, instances, instance,
                new Pending(queue.time_ms(slot), queue.wait_ms(slot), queue.sending(slot), -1, -1, -1,
                        queue.cause(slot),
                        queue.flag(slot), isMovable, queue.item(slot), queue.number(slot)));
    }

    /** Inserts a saved self-event. */
    void pend(Pending self, int itsCause, int instance) {
        int slot = events.queue.send(self.time_ms(), self.wait_ms(), self.sendingNumber(), self.gid(), instances.index,
                instance, itsCause, self.flag());
        if (self.movable()) {
            makeMovable(instance, slot);
        }
    }

    /** [instance] number of the event that net_move moves, -1 for none; empty where nothing does. */
    double[] lendMovable() {
        return Arrays.stream(movableNumber).asDoubleStream().toArray();
    }

    /** The event in a slot is the one that net_move moves. */
    void makeMovable(int instance, int slot) {
        movable[instance] = slot;
        movableNumber[instance] = events.queue.number(slot);
    }

    SelfEvents.Watched lendWatches() {
        return watches == null
                ? new SelfEvents.Watched(new double[0], new double[0])
                : new SelfEvents.Watched(watches.state, watches.flag);
    }

    /** Whether instances are sources of net_event. */
    boolean isHeard() {
        return Arrays.stream(source).anyMatch(s -> s >= 0);
    }

    /** [instance] replayed times that are done or pending. */
    int[] replayed() {
        return replayed;
    }

    Watches watches() {
        return watches == null ? new Watches(instances) : watches;
    }

    void recountWatches() {
        if (watches != null) {
            watches.recount();
        }
    }

    boolean hears() {
        return instances.netReceiveInitial != null;
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
        events.queue.send(events.now_ms(), 0, SendingNumber.EARLY, instances.gid[instance], instances.index, instance,
                NOBODY, withFlag);
    }

    private boolean isIdle(int instance) {
        return instance >= instances.gid.length || instances.gid[instance] < 0;
    }

    @Override
    public void netSend(int instance, double delay_ms, double withFlag) {
        if (!isIdle(instance)) {
            boolean depends = instance < addressed.length && addressed[instance];
            int slot = events.send(instances, instance, depends, delay_ms, cause, withFlag);
            if (withFlag == 1 && movable.length > 0) {
                makeMovable(instance, slot);
            }
        }
    }

    @Override
    public void netMove(int instance, double to_ms) {
        if (isIdle(instance)) {
            return;
        }
        int slot = movable[instance];
        if (movableNumber[instance] < 0 || !events.queue.holds(slot, movableNumber[instance])) {
            throw failure(NOTHING_TO_MOVE, instance, to_ms);
        }
        events.queue.move(slot, to_ms, to_ms - events.now_ms());
        movableNumber[instance] = events.queue.number(slot);
    }

    @Override
    public void netEvent(int instance, double at_ms) {
        if (!isIdle(instance)) {
            if (instances.code.mechanism.kind() == Kind.ARTIFICIAL) {
                events.spikes.add(instances.gid[instance], at_ms);
            }
            if (instance < source.length && source[instance] >= 0) {
                events.emit(source[instance], instances.gid[instance], addressed[instance], at_ms);
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
            throw failure(switch (code) {
            case 0 -> "an iteration did not converge";
            case Outcome.NOTHING_TO_MOVE -> NOTHING_TO_MOVE;
            default -> "a system of equations is singular";
            }, instance, Double.NaN);
        }
    }

    private KernelFailure failure(String reason, int instance, double value) {
        return new KernelFailure(reason, events.owner(), instances, instance, value);
    }
}
