package huxley.solver.engine;

import huxley.solver.event.EventQueue;
import huxley.solver.event.Parcels;
import huxley.solver.event.SendingNumber;
import huxley.synapse.SavedState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Events that wait to be delivered, in the order in which they come, named independently of groups. */
final class PendingEvents {
    /** Instead of the number of a connection. */
    static final int PARCEL = -2;
    private static final int SELF_EVENT = -1;
    private static final String FOLDER = "events/";

    /**
     * One event.
     *
     * @param wait_ms from when it was made until it comes
     * @param sendingNumber place among all that are on their way
     * @param connection number (see {@link Numbering}) of an arrival; -1 for the self-event of the point process or
     * artificial cell {@code gid, placed}; {@link #PARCEL} for an arrival over a connection of projection {@code mechanism} that is
     * not stored, from {@code cause} onto compartment {@code placed} of {@code gid} with the weight {@code flag}
     * @param cause number of the connection whose weights a self-event sees; negative for none
     * @param movable whether net_move moves it
     * @param mechanism index in its group, {@code number} of insertion: they order simultaneous events
     */
    record Pending(double time_ms, double wait_ms, int sendingNumber, int connection, int gid, int placed, int cause,
            double flag, boolean movable, int mechanism, long number) {
        private static final int BYTES = 7 * Integer.BYTES + 4 * Double.BYTES;

        int kind() {
            return connection == SELF_EVENT ? EventQueue.SELF : EventQueue.ARRIVAL;
        }

        private void write(ByteBuffer block) {
            block.putDouble(time_ms).putDouble(wait_ms).putInt(sendingNumber).putInt(connection).putInt(gid)
                    .putInt(placed).putInt(cause).putDouble(flag).putInt(movable ? 1 : 0).putInt(mechanism)
                    .putLong(number);
        }

        private static Pending read(ByteBuffer block) {
            return new Pending(block.getDouble(), block.getDouble(), block.getInt(), block.getInt(), block.getInt(),
                    block.getInt(), block.getInt(), block.getDouble(), block.getInt() != 0, block.getInt(),
                    block.getLong());
        }
    }

    private final List<Pending> events = new ArrayList<>();
    private final Numbering numbering;

    PendingEvents(Numbering numbering) {
        this.numbering = numbering;
    }

    /** @param connection in the group */
    void arrival(GroupEvents group, double time_ms, int connection, int sendingNumber) {
        int number = numbering.number(group, connection);
        events.add(new Pending(time_ms, group.connections().delay_ms(connection), sendingNumber, number, -1, -1, number,
                0, false, 0, 0));
    }

    /** @param event whose cause is a connection in the group */
    void self(GroupEvents group, Instances instances, int instance, Pending event) {
        int cause = event.cause < 0 ? event.cause : numbering.number(group, event.cause);
        events.add(new Pending(event.time_ms, event.wait_ms, event.sendingNumber, -1, instances.gid[instance],
                numbering.placed(instances, instance), cause,
                event.flag, event.movable, event.mechanism, event.number));
    }

    /** Those that wait in the parcels of a group. */
    void parcels(GroupEvents group) {
        Parcels parcels = group.parcels();
        for (int i : parcels.waiting()) {
            Instances synapses = group.instancesAt(parcels.target(i));
            int instance = parcels.target(i) - group.firstTarget(synapses);
            events.add(new Pending(parcels.time_ms(i), parcels.delay_ms(i), parcels.sendingNumber(i), PARCEL,
                    synapses.gid[instance], numbering.compartment(synapses, instance), parcels.source(i),
                    parcels.weight(i, 0), false, parcels.projection(i), i));
        }
    }

    /** The events of a state; they may be inserted in this order. */
    static List<Pending> of(SavedState state) {
        double[] time_ms = state.array(FOLDER + "time");
        double[] projection = state.array(FOLDER + "projection");
        List<Pending> events = new ArrayList<>();
        for (int i = 0; i < time_ms.length; i++) {
            events.add(new Pending(time_ms[i], state.array(FOLDER + "wait")[i],
                    (int) state.array(FOLDER + "spike")[i], (int) state.array(FOLDER + "connection")[i],
                    (int) state.array(FOLDER + "gid")[i], (int) state.array(FOLDER + "placed")[i],
                    (int) state.array(FOLDER + "cause")[i], state.array(FOLDER + "flag")[i],
                    state.array(FOLDER + "movable")[i] != 0, projection.length == 0 ? 0 : (int) projection[i], i));
        }
        return events;
    }

    /** Adds those of the other ranks to those of rank 0. */
    void gather(Ranks ranks) {
        if (!ranks.isAlone()) {
            ByteBuffer block = Ranks.bytes((long) Pending.BYTES * events.size());
            events.forEach(event -> event.write(block));
            events.clear();
            ranks.gather(block.flip(), (rank, theirs) -> {
                while (theirs.hasRemaining()) {
                    events.add(Pending.read(theirs));
                }
            });
        }
    }

    void save(Map<String, double[]> arrays) {
        events.sort(Comparator.comparingDouble(Pending::time_ms)
                .thenComparing(Comparator.comparingDouble(Pending::wait_ms).reversed())
                .thenComparing((a, b) -> SendingNumber.compare(a.sendingNumber, b.sendingNumber))
                .thenComparingInt(Pending::kind)
                .thenComparingInt(Pending::gid).thenComparingInt(e -> e.connection < 0 ? e.mechanism : e.connection)
                .thenComparingLong(Pending::number));
        column(arrays, "time", Pending::time_ms);
        column(arrays, "wait", Pending::wait_ms);
        arrays.put(FOLDER + "spike", places());
        column(arrays, "connection", Pending::connection);
        column(arrays, "gid", Pending::gid);
        column(arrays, "placed", Pending::placed);
        column(arrays, "cause", Pending::cause);
        column(arrays, "flag", Pending::flag);
        column(arrays, "movable", e -> e.movable ? 1 : 0);
        if (events.stream().anyMatch(e -> e.connection == PARCEL)) {
            column(arrays, "projection", e -> e.connection == PARCEL ? e.mechanism : 0);
        }
    }

    /** [event] sending numbers, counted anew from 0 by those that are on their way, which are no more than the events. */
    private double[] places() {
        int[] numbers = events.stream().mapToInt(Pending::sendingNumber).filter(n -> n >= 0).distinct().boxed()
                .sorted(SendingNumber::compare).mapToInt(Integer::intValue).toArray();
        Map<Integer, Integer> place = new HashMap<>();
        for (int number : numbers) {
            place.put(number, place.size());
        }
        return events.stream().mapToDouble(e -> place.getOrDefault(e.sendingNumber, e.sendingNumber)).toArray();
    }

    private void column(Map<String, double[]> arrays, String name, ToDoubleFunction<Pending> value) {
        arrays.put(FOLDER + name, events.stream().mapToDouble(value).toArray());
    }
}
