package huxley.app;

import huxley.io.results.Results;
import huxley.io.results.Sweep;
import huxley.io.results.Trace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Results as numbers for programs that draw them: few enough to be drawn at once, with no extreme left out. */
record Numbers(String title, List<Variant> variants) {
    /** Of very many spikes, so many are kept, evenly. */
    private static final int MOST_SPIKES = 200_000;

    /** A run, of a sweep one of its runs. {@code spikes} are those in all, {@code gid} and {@code spike_ms} may be fewer. */
    record Variant(Map<String, String> parameters, double from_ms, double to_ms, List<Line> traces, long spikes,
            int[] gid,
            double[] spike_ms) {
    }

    /** A trace, thinned. */
    record Line(String label, String unit, double[] time_ms, double[] values) {
    }

    static Numbers read(Path folder, String only, int points) {
        if (!Sweep.isIn(folder)) {
            Results results = Results.read(folder);
            return new Numbers(results.summary().title(),
                    List.of(variant(results, results.summary().parameters(), only, points)));
        }
        try {
            Sweep sweep = Sweep.read(folder);
            return new Numbers(sweep.title(),
                    sweep.variants().stream().filter(v -> Results.areIn(folder.resolve(v.folder())))
                            .map(v -> variant(Results.read(folder.resolve(v.folder())), v.parameters(), only, points))
                            .toList());
        } catch (IOException cannot) {
            throw new UserError("cannot read the sweep in " + folder + ": " + cannot.getMessage());
        }
    }

    private static Variant variant(Results results, Map<String, String> parameters, String only, int points) {
        List<Line> lines = new ArrayList<>();
        for (Trace trace : results.traces()) {
            if (trace.label().contains(only)) {
                lines.add(thinned(trace, points));
            }
        }
        int spikes = results.gid().length;
        int step = Math.ceilDiv(Math.max(spikes, 1), MOST_SPIKES);
        int kept = Math.ceilDiv(spikes, step);
        int[] gid = new int[kept];
        double[] spike_ms = new double[kept];
        for (int i = 0; i < kept; i++) {
            gid[i] = results.gid()[i * step];
            spike_ms[i] = results.spike_ms()[i * step];
        }
        return new Variant(parameters, results.summary().from_ms(), results.summary().reached_ms(), lines, spikes, gid,
                spike_ms);
    }

    /** The lowest and the highest sample of each stretch, in the order in which they come. */
    static Line thinned(Trace trace, int points) {
        double[] values = trace.values();
        if (values.length <= points) {
            return new Line(trace.label(), trace.unit(), trace.time_ms(), values);
        }
        int stretches = Math.max(1, points / 2);
        int[] kept = new int[2 * stretches];
        for (int s = 0; s < stretches; s++) {
            int from = (int) ((long) s * values.length / stretches);
            int to = (int) ((s + 1L) * values.length / stretches);
            int low = from;
            int high = from;
            for (int i = from + 1; i < to; i++) {
                low = values[i] < values[low] ? i : low;
                high = values[i] > values[high] ? i : high;
            }
            kept[2 * s] = Math.min(low, high);
            kept[2 * s + 1] = Math.max(low, high);
        }
        return new Line(trace.label(), trace.unit(), Arrays.stream(kept).mapToDouble(i -> trace.time_ms()[i]).toArray(),
                Arrays.stream(kept).mapToDouble(i -> values[i]).toArray());
    }
}
