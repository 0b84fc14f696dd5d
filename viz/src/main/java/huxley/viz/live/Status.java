package huxley.viz.live;

/**
 * How a simulation is getting on.
 *
 * @param run counts resets
 * @param speed simulated ms per wall s
 * @param limit simulated seconds per second at most; 0 for none
 * @param message why it failed or stopped; empty otherwise
 */
public record Status(int run, State state, double time_ms, double duration_ms, double speed, double limit,
        String message) {
}
