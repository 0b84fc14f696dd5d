package huxley.viz.live;

/** How many steps may be done before a viewer is looked after again. For the thread that computes. */
final class Pace {
    /** Wall time between frames. */
    static final long FRAME_ns = 16_000_000L;
    private static final double NS_PER_S = 1e9;
    private static final double MS_PER_S = 1e3;
    /** Weight of what was measured before, of the speed that is shown. */
    private static final double MEMORY = 0.8;

    private final double dt_ms;
    /** Simulated seconds per second, 0 for no limit. */
    private double limit;
    private long anchor_ns;
    private double anchor_ms;
    private long last_ns;
    private double last_ms;
    private double speed_ms_per_s;

    Pace(double dt_ms) {
        this.dt_ms = dt_ms;
    }

    double limit() {
        return limit;
    }

    /** Simulated ms per wall s. */
    double speed_ms_per_s() {
        return speed_ms_per_s;
    }

    void limit(double simulatedPerReal) {
        limit = simulatedPerReal;
    }

    /** The clock starts here: what was before, such as a pause, does not count. */
    void start(long now_ns, double time_ms) {
        anchor_ns = now_ns;
        anchor_ms = time_ms;
        last_ns = now_ns;
        last_ms = time_ms;
    }

    /** Looks at the clock about once a frame. */
    void measure(long now_ns, double time_ms) {
        if (now_ns - last_ns >= FRAME_ns) {
            double now = (time_ms - last_ms) * NS_PER_S / (now_ns - last_ns);
            speed_ms_per_s = speed_ms_per_s == 0 ? now : MEMORY * speed_ms_per_s + (1 - MEMORY) * now;
            last_ns = now_ns;
            last_ms = time_ms;
        }
    }

    /** How long the simulation must stand still to keep the limit, ns. */
    long early_ns(long now_ns, double time_ms) {
        if (limit <= 0) {
            return 0;
        }
        return (long) ((time_ms - anchor_ms) / (limit * MS_PER_S) * NS_PER_S) - (now_ns - anchor_ns);
    }

    /** Steps that take about as long as a frame. */
    long steps() {
        double ms_per_s = limit > 0 ? limit * MS_PER_S : speed_ms_per_s > 0 ? speed_ms_per_s : dt_ms / 1e-3;
        return Math.max(1, (long) (ms_per_s * FRAME_ns / NS_PER_S / dt_ms));
    }
}
