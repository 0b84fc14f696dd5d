package huxley.io.results;

import huxley.io.hdf5.ElementType;
import huxley.io.hdf5.Hdf5Dataset;
import huxley.io.hdf5.Hdf5File;
import huxley.io.hdf5.Hdf5Group;
import huxley.io.hdf5.Hdf5Input;
import huxley.synapse.Circuit.Probe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Traces of probes: {@code /traces/LABEL} [sample] with attributes {@code unit}, {@code interval_ms} and {@code time} (the
 * path of its time axis), and {@code /time/every_DT_ms} [sample].
 */
final class TracesFile {
    private static final long PENDING_ROWS = 8L << 20;
    /** Rows taken over at once. */
    private static final int BLOCK = 1 << 16;

    private final List<Recording> recordings = new ArrayList<>();
    private final Map<Double, Hdf5Dataset> axes = new LinkedHashMap<>();

    /** A probe's dataset and running statistics. */
    private static final class Recording {
        final Probe probe;
        final Hdf5Dataset dataset;
        double min = Double.POSITIVE_INFINITY;
        double min_ms = Double.NaN;
        double max = Double.NEGATIVE_INFINITY;
        double max_ms = Double.NaN;
        double sum;
        double last = Double.NaN;

        Recording(Probe probe, Hdf5Dataset dataset) {
            this.probe = probe;
            this.dataset = dataset;
        }

        void append(double[] time_ms, double[] values) throws IOException {
            for (int i = 0; i < time_ms.length; i++) {
                if (values[i] < min) {
                    min = values[i];
                    min_ms = time_ms[i];
                }
                if (values[i] > max) {
                    max = values[i];
                    max_ms = time_ms[i];
                }
                sum += values[i];
                last = values[i];
            }
            dataset.append(values, time_ms.length);
        }

        RunSummary.TraceSummary summary() {
            long n = dataset.rows();
            return new RunSummary.TraceSummary(probe.label(), probe.unit(), probe.interval_ms(), n,
                    n == 0 ? Double.NaN : min, Csv.time(min_ms), n == 0 ? Double.NaN : max, Csv.time(max_ms), sum / n,
                    last);
        }
    }

    TracesFile(Hdf5File file, List<Probe> probes) throws IOException {
        int chunkRows = (int) Math.clamp(PENDING_ROWS / Math.max(1, probes.size()), 64, 4096);
        Hdf5Group traces = file.root().group("traces");
        Hdf5Group time = file.root().group("time");
        for (Probe probe : probes) {
            String axis = axisName(probe.interval_ms());
            if (!axes.containsKey(probe.interval_ms())) {
                Hdf5Dataset ticks = time.column(axis, ElementType.FLOAT64, chunkRows);
                ticks.attribute("unit", "ms");
                axes.put(probe.interval_ms(), ticks);
            }
            Hdf5Dataset trace = traces.column(nameOf(probe), ElementType.FLOAT64, chunkRows);
            trace.attribute("unit", probe.unit());
            trace.attribute("interval_ms", probe.interval_ms());
            trace.attribute("time", "/time/" + axis);
            recordings.add(new Recording(probe, trace));
        }
    }

    /** @param values [probe][sample] of probes that share an interval */
    void append(int[] probes, double[] time_ms, double[][] values) throws IOException {
        for (int i = 0; i < probes.length; i++) {
            recordings.get(probes[i]).append(time_ms, values[i]);
        }
        if (probes.length > 0) {
            Hdf5Dataset axis = axes.get(recordings.get(probes[0]).probe.interval_ms());
            if (axis != null) {
                axis.append(time_ms, time_ms.length);
            }
        }
    }

    /** Takes over the samples of an interrupted run until a time. */
    void takeOver(Hdf5Input earlier, double until_ms) throws IOException {
        Map<Double, Long> rows = new LinkedHashMap<>();
        for (Map.Entry<Double, Hdf5Dataset> axis : axes.entrySet()) {
            String place = "time/" + axisName(axis.getKey());
            long count = 0;
            long all = earlier.shape(place)[0];
            while (count < all) {
                double[] time_ms = earlier.rows(place, count, (int) Math.min(BLOCK, all - count));
                int taken = 0;
                while (taken < time_ms.length && time_ms[taken] <= until_ms) {
                    taken++;
                }
                axis.getValue().append(time_ms, taken);
                count += taken;
                if (taken < time_ms.length) {
                    break;
                }
            }
            rows.put(axis.getKey(), count);
        }
        for (Recording recording : recordings) {
            double interval_ms = recording.probe.interval_ms();
            long count = Objects.requireNonNull(rows.get(interval_ms));
            for (long row = 0; row < count; row += BLOCK) {
                int some = (int) Math.min(BLOCK, count - row);
                recording.append(earlier.rows("time/" + axisName(interval_ms), row, some),
                        earlier.rows("traces/" + nameOf(recording.probe), row, some));
            }
        }
    }

    private static String axisName(double interval_ms) {
        return "every_" + Csv.number(interval_ms) + "_ms";
    }

    /** HDF5 separates groups by a slash. */
    private static String nameOf(Probe probe) {
        return probe.label().replace('/', '|');
    }

    /** All traces so far in numbers, in the order of the probes. */
    List<RunSummary.TraceSummary> summaries() {
        return recordings.stream().map(Recording::summary).toList();
    }
}
