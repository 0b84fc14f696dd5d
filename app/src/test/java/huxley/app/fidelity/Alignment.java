package huxley.app.fidelity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compares two traces of spiking cells without punishing a shift of a spike by a fraction of a step: between spikes the
 * shift is interpolated linearly, and a trace is read between samples by a cubic through four of them.
 */
final class Alignment {
    private Alignment() {
    }

    /** Times at which a trace crosses a threshold upwards, interpolated linearly. */
    static double[] crossings(double[] time_ms, double[] values, double threshold) {
        List<Double> found = new ArrayList<>();
        for (int i = 1; i < values.length; i++) {
            if (values[i - 1] < threshold && values[i] >= threshold) {
                double part = (threshold - values[i - 1]) / (values[i] - values[i - 1]);
                found.add(time_ms[i - 1] + part * (time_ms[i] - time_ms[i - 1]));
            }
        }
        return found.stream().mapToDouble(Double::doubleValue).toArray();
    }

    static double[] sampled(double dt_ms, double[] values, double[] time_ms) {
        return Arrays.stream(time_ms).map(t -> read(values, t / dt_ms)).toArray();
    }

    /** Largest |ours - theirs| over their samples, ours shifted so that the spikes coincide. */
    static double largestDifference(double dt_ms, double[] ours, double[] theirTime_ms, double[] theirs,
            double[] ourSpikes_ms, double[] theirSpikes_ms) {
        double worst = 0;
        for (int i = 0; i < theirs.length; i++) {
            double shift = shift(theirTime_ms[i], ourSpikes_ms, theirSpikes_ms);
            double shifted = Math.abs(read(ours, (theirTime_ms[i] + shift) / dt_ms) - theirs[i]);
            double asItIs = Math.abs(read(ours, theirTime_ms[i] / dt_ms) - theirs[i]);
            worst = Math.max(worst, Math.min(shifted, asItIs));
        }
        return worst;
    }

    static double shift(double time_ms, double[] ourSpikes_ms, double[] theirSpikes_ms) {
        int n = Math.min(ourSpikes_ms.length, theirSpikes_ms.length);
        if (n == 0) {
            return 0;
        }
        int next = 0;
        while (next < n && theirSpikes_ms[next] < time_ms) {
            next++;
        }
        if (next == 0) {
            double part = Math.max(0, 1 - (theirSpikes_ms[0] - time_ms) / 1.0);
            return part * (ourSpikes_ms[0] - theirSpikes_ms[0]);
        }
        if (next == n) {
            return ourSpikes_ms[n - 1] - theirSpikes_ms[n - 1];
        }
        double before = ourSpikes_ms[next - 1] - theirSpikes_ms[next - 1];
        double after = ourSpikes_ms[next] - theirSpikes_ms[next];
        double part = (time_ms - theirSpikes_ms[next - 1]) / (theirSpikes_ms[next] - theirSpikes_ms[next - 1]);
        return before + part * (after - before);
    }

    /** Catmull-Rom cubic through the four samples around {@code position}; exact at whole positions. */
    static double read(double[] values, double position) {
        long nearest = Math.round(position);
        if (Math.abs(position - nearest) < 1e-6) {
            return values[(int) Math.clamp(nearest, 0, values.length - 1)];
        }
        int i = Math.clamp((int) Math.floor(position), 0, values.length - 2);
        double f = position - i;
        double b = values[i];
        double c = values[i + 1];
        double a = i > 0 ? values[i - 1] : 2 * b - c;
        double d = i + 2 < values.length ? values[i + 2] : 2 * c - b;
        return b + 0.5 * f * (c - a + f * (2 * a - 5 * b + 4 * c - d + f * (3 * (b - c) + d - a)));
    }
}
