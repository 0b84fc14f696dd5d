package huxley.solver.accelerator;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The events that instances of a group have sent to themselves: taken over when the group is loaded, given back when it comes
 * home. They come by {@link #ORDER}; an arrival at the same time comes before those that have waited less than its delay.
 */
public final class SelfEvents {
    /** By time; of simultaneous ones first that which waited longest, then by gid, reception and insertion. */
    public static final Comparator<Event> ORDER = Comparator.comparingDouble(Event::time_ms)
            .thenComparing(Comparator.comparingDouble(Event::wait_ms).reversed()).thenComparingInt(Event::gid)
            .thenComparingInt(Event::reception).thenComparingLong(Event::number);

    private final int[][] gid;
    private final double[][] movable;
    private final Watched[] watched;
    private List<Event> pending;
    private long inserted;

    /**
     * @param gid [reception][instance] whose cell it belongs to; empty for receptions to which no such event comes
     * @param movable [reception][instance] number of the event that net_move moves, -1 for none; empty where nothing moves
     * @param watched [reception]
     * @param pending by number
     * @param inserted the next number
     */
    public SelfEvents(int[][] gid, double[][] movable, Watched[] watched, List<Event> pending, long inserted) {
        this.gid = gid;
        this.movable = movable;
        this.watched = watched;
        this.pending = List.copyOf(pending);
        this.inserted = inserted;
    }

    /**
     * The WATCH statements of a mechanism: arrays of the engine, read and overwritten in place.
     *
     * @param state [instance * statements + statement] one of the constants
     * @param flag likewise, of the event that comes
     */
    public record Watched(double[] state, double[] flag) {
        public static final double OFF = 0;
        /** Started by the event that is being delivered. */
        public static final double STARTING = 1;
        public static final double FALSE = 2;
        public static final double TRUE = 3;
    }

    /**
     * @param wait_ms from when it was sent or moved until it comes
     * @param connection whose weights it sees, -1 for none
     * @param number counts insertions and moves
     */
    public record Event(double time_ms, double wait_ms, int gid, int reception, long number, int instance,
            int connection, double flag) {
    }

    /** [instance] */
    public int[] gid(int reception) {
        return gid[reception];
    }

    /** [instance] */
    public double[] movable(int reception) {
        return movable[reception];
    }

    public Watched watched(int reception) {
        return watched[reception];
    }

    /** WATCH statements of all instances. */
    public int watches() {
        return Arrays.stream(watched).mapToInt(w -> w.state.length).sum();
    }

    public List<Event> pending() {
        return pending;
    }

    public long inserted() {
        return inserted;
    }

    /** What is pending later on; {@link #movable} is overwritten in place. */
    public void become(List<Event> nowPending, long insertedUntilNow) {
        pending = List.copyOf(nowPending);
        inserted = insertedUntilNow;
    }
}
