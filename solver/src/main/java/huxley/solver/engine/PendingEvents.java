package huxley.solver.engine;

import huxley.solver.event.EventQueue;
import huxley.synapse.SavedState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Events that wait to be delivered, in the order in which they come, named independently of groups. */
final class PendingEvents {
    private static final String FOLDER = "events/";

    /**
     * One event.
     *
     * @param connection number (see {@link Numbering}) of an arrival; -1 for the self-event of the point process or
     * artificial cell {@code gid, placed}
     * @param cause number of the connection whose weights a self-event sees; negative for none
     * @param movable whether net_move moves it
     * @param mechanism index in its group, {@code number} of insertion: they order simultaneous events
     */
    record Pending(double time_ms, int connection, int gid, int placed, int cause, double flag, boolean movable,
            int mechanism, long number) {
        int kind() {
            return connection < 0 ? EventQueue.SELF : EventQueue.ARRIVAL;
        }
    }

    private final List<Pending> events = new ArrayList<>();
    private final Numbering numbering;

    PendingEvents(Numbering numbering) {
        this.numbering = numbering;
    }

    /** @param connection in the group */
    void arrival(GroupEvents group, double time_ms, int connection) {
        int number = numbering.number(group, connection);
        events.add(new Pending(time_ms, number, -1, -1, number, 0, false, 0, 0));
    }

    /** @param event whose cause is a connection in the group */
    void self(GroupEvents group, Instances instances, int instance, Pending event) {
        int cause = event.cause < 0 ? event.cause : numbering.number(group, event.cause);
        events.add(new Pending(event.time_ms, -1, instances.gid[instance], numbering.placed(instances, instance), cause,
                event.flag, event.movable, event.mechanism, event.number));
    }

    /** The events of a state; they may be inserted in this order. */
    static List<Pending> of(SavedState state) {
        double[] time_ms = state.array(FOLDER + "time");
        List<Pending> events = new ArrayList<>();
        for (int i = 0; i < time_ms.length; i++) {
            events.add(new Pending(time_ms[i], (int) state.array(FOLDER + "connection")[i],
                    (int) state.array(FOLDER + "gid")[i], (int) state.array(FOLDER + "placed")[i],
                    (int) state.array(FOLDER + "cause")[i], state.array(FOLDER + "flag")[i],
                    state.array(FOLDER + "movable")[i] != 0, 0, i));
        }
        return events;
    }

    void save(Map<String, double[]> arrays) {
        events.sort(Comparator.comparingDouble(Pending::time_ms).thenComparingInt(Pending::kind)
                .thenComparingInt(Pending::gid).thenComparingInt(e -> e.connection < 0 ? e.mechanism : e.connection)
                .thenComparingLong(Pending::number));
        column(arrays, "time", Pending::time_ms);
        column(arrays, "connection", Pending::connection);
        column(arrays, "gid", Pending::gid);
        column(arrays, "placed", Pending::placed);
        column(arrays, "cause", Pending::cause);
        column(arrays, "flag", Pending::flag);
        column(arrays, "movable", e -> e.movable ? 1 : 0);
    }

    private void column(Map<String, double[]> arrays, String name, ToDoubleFunction<Pending> value) {
        arrays.put(FOLDER + name, events.stream().mapToDouble(value).toArray());
    }
}
