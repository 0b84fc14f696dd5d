package huxley.solver.engine;

import huxley.solver.accelerator.Resident;

/**
 * A function of time given by points, read at times that only grow.
 *
 * @param time_ms ascending; two equal times make a step
 */
final class Waveform {
    private final double[] time_ms;
    private final double[] value;
    private final boolean interpolate;
    /** Last point whose time has come, -1 before the first. */
    private int reached = -1;

    Waveform(double[] time_ms, double[] value, boolean interpolate) {
        this.time_ms = time_ms;
        this.value = value;
        this.interpolate = interpolate;
    }

    /** The points, for an accelerator. */
    Resident.Waveform points() {
        return new Resident.Waveform(time_ms, value, interpolate);
    }

    /** Whether there is a value at that time: a held one begins with the first point, an interpolated one is always. */
    boolean covers(double t_ms) {
        return time_ms.length > 0 && (interpolate || t_ms >= time_ms[0]);
    }

    /** @param afterSteps whether a step at exactly this time counts as done */
    double at(double t_ms, boolean afterSteps) {
        while (reached + 1 < time_ms.length
                && (time_ms[reached + 1] < t_ms || afterSteps && time_ms[reached + 1] == t_ms)) {
            reached++;
        }
        if (reached < 0) {
            return value[0];
        }
        if (!interpolate || reached + 1 == time_ms.length) {
            return value[reached];
        }
        double fraction = (t_ms - time_ms[reached]) / (time_ms[reached + 1] - time_ms[reached]);
        return value[reached] + (value[reached + 1] - value[reached]) * fraction;
    }
}
