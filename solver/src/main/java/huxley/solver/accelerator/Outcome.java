package huxley.solver.accelerator;

import java.util.List;

/**
 * What groups did in an epoch.
 *
 * @param spikes by group, then step, then detector
 * @param failures groups that stopped, ascending
 */
public record Outcome(Spikes spikes, List<Failure> failures) {
    /**
     * Membranes that went above their thresholds.
     *
     * @param step [spike] since the start of the epoch, at whose start it was seen
     */
    public record Spikes(int[] group, int[] step, int[] detector) {
    }

    /** Code of a net_move where no self-event of flag 1 is pending. */
    public static final int NOTHING_TO_MOVE = 3;

    /** Steps that a group has done, of those that were to be done. */
    public int steps(int group, int wanted) {
        return failures.stream().filter(f -> f.group() == group).mapToInt(Failure::steps).findFirst().orElse(wanted);
    }

    /**
     * A group that stands where numbers went wrong.
     *
     * @param steps done completely in this epoch
     * @param time_ms in the group when it stopped
     * @param mechanism number of the mechanism whose method failed, as {@code instance} and the {@code code} it gave
     */
    public record Failure(int group, int steps, double time_ms, Kind kind, int mechanism, int instance, int code) {
    }

    /** What went wrong. */
    public enum Kind {
        /** The solution of the cable equation is not finite; voltages are those before it. */
        VOLTAGE,
        /** A state is not finite, as seen at the end of the epoch. */
        STATE,
        /** A numerical method failed. */
        METHOD
    }
}
