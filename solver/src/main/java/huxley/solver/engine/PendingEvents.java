package huxley.solver.engine;

import huxley.solver.event.Connections;
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
     * @param connection of an arrival; -1 for the self-event of the point process or artificial cell {@code gid, placed}
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
    private final Connections connections;

    PendingEvents(Connections connections) {
        this.connections = connections;
    }

    void add(Pending event) {
        events.add(event);
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
                .thenComparingInt(this::source)
                .thenComparingInt(e -> e.connection < 0 ? e.mechanism : e.connection)
                .thenComparingLong(Pending::number));
        column(arrays, "time", Pending::time_ms);
        column(arrays, "connection", Pending::connection);
        column(arrays, "gid", Pending::gid);
        column(arrays, "placed", Pending::placed);
        column(arrays, "cause", Pending::cause);
        column(arrays, "flag", Pending::flag);
        column(arrays, "movable", e -> e.movable ? 1 : 0);
    }

    private int source(Pending event) {
        return event.connection < 0 ? event.gid : connections.gid[connections.source[event.connection]];
    }

    private void column(Map<String, double[]> arrays, String name, ToDoubleFunction<Pending> value) {
        arrays.put(FOLDER + name, events.stream().mapToDouble(value).toArray());
    }
}
