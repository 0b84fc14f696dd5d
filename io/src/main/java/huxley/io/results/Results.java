package huxley.io.results;

import huxley.io.hdf5.Hdf5Reading;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Span;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * Results read back.
 *
 * @param gid [spike], ascending by time with {@code spike_ms}
 */
public record Results(RunSummary summary, List<Trace> traces, int[] gid, double[] spike_ms) {
    /** Spikes that are looked at together. */
    private static final int TOGETHER = 1 << 18;

    /** Reads the folder of one run; of one that goes on or was killed, what was last saved. */
    public static Results read(Path folder) {
        return read(folder, summary -> gid -> true);
    }

    /** As {@link #read(Path)}, with the spikes of some gids only, so that many others take no memory. */
    public static Results read(Path folder, Function<RunSummary, IntPredicate> wanted) {
        Path path = folder.resolve(ResultsWriter.FILE);
        if (!Files.isReadable(path)) {
            throw unreadable(folder, "holds no " + ResultsWriter.FILE);
        }
        if (!Files.isReadable(folder.resolve(RunSummary.FILE))) {
            throw new InvalidInputException(Problem.error(Span.none("results " + folder),
                    "holds no " + RunSummary.FILE + ": the run was killed before it began",
                    "what it recorded is in " + ResultsWriter.FILE + ", for any program that reads HDF5"));
        }
        try (Hdf5Reading _ = Hdf5Reading.of(path); HdfFile file = new HdfFile(path)) {
            RunSummary summary = RunSummary.read(folder);
            List<Trace> traces = new ArrayList<>();
            Map<String, double[]> axes = new HashMap<>();
            for (RunSummary.TraceSummary trace : summary.traces()) {
                traces.add(trace(file, trace.label().replace('/', '|'), axes, trace.label()));
            }
            Spikes spikes = new Spikes(file, wanted.apply(summary));
            boolean ended = summary.status() != RunSummary.Status.RUNNING;
            return new Results(
                    ended ? summary : summary.reaching(last(traces, Math.max(spikes.last_ms, summary.from_ms()))),
                    traces, Arrays.copyOf(spikes.gid, spikes.count), Arrays.copyOf(spikes.time_ms, spikes.count));
        } catch (IOException | HdfException | tools.jackson.core.JacksonException damaged) {
            throw unreadable(folder, "cannot be read: " + damaged.getMessage());
        }
    }

    /** Spikes of some gids. */
    private static final class Spikes {
        private int[] gid = new int[1024];
        private double[] time_ms = new double[1024];
        private int count;
        /** Time of the last spike of all gids. */
        private double last_ms = Double.NEGATIVE_INFINITY;

        Spikes(HdfFile file, IntPredicate wanted) {
            Dataset times = file.getDatasetByPath("spikes/time");
            Dataset gids = file.getDatasetByPath("spikes/gid");
            long size = Math.min(times.getSize(), gids.getSize());
            for (long from = 0; from < size; from += TOGETHER) {
                int[] some = {(int) Math.min(TOGETHER, size - from)};
                double[] time = (double[]) times.getData(new long[] {from}, some);
                int[] who = (int[]) gids.getData(new long[] {from}, some);
                for (int i = 0; i < who.length; i++) {
                    if (wanted.test(who[i])) {
                        add(who[i], time[i]);
                    }
                }
                last_ms = time[time.length - 1];
            }
        }

        private void add(int who, double at_ms) {
            if (count == gid.length) {
                int n = Math.addExact(count, count / 2);
                gid = Arrays.copyOf(gid, n);
                time_ms = Arrays.copyOf(time_ms, n);
            }
            gid[count] = who;
            time_ms[count++] = at_ms;
        }
    }

    /** How far a run had come when what it recorded was saved. */
    private static double last(List<Trace> traces, double lastSpike_ms) {
        double last_ms = lastSpike_ms;
        for (Trace trace : traces) {
            double[] time_ms = trace.time_ms();
            last_ms = time_ms.length == 0 ? last_ms : Math.max(last_ms, time_ms[time_ms.length - 1]);
        }
        return last_ms;
    }

    /** Whether a run has begun to write into a folder. */
    public static boolean areIn(Path folder) {
        return Files.isReadable(folder.resolve(ResultsWriter.FILE))
                && Files.isReadable(folder.resolve(RunSummary.FILE));
    }

    private static Trace trace(HdfFile file, String name, Map<String, double[]> axes, String label) {
        Node node = ((Group) file.getChild("traces")).getChild(name);
        Dataset dataset = (Dataset) node;
        String axis = (String) dataset.getAttribute("time").getData();
        double[] time_ms = axes.computeIfAbsent(axis, a -> numbers(file.getDatasetByPath(a.substring(1))));
        return new Trace(label, (String) dataset.getAttribute("unit").getData(), time_ms, numbers(dataset));
    }

    private static double[] numbers(Dataset dataset) {
        return dataset.getSize() == 0 ? new double[0] : (double[]) dataset.getData();
    }

    private static InvalidInputException unreadable(Path folder, String message) {
        return new InvalidInputException(Problem.error(Span.none("results " + folder), message,
                "give a folder that 'huxley run' wrote"));
    }
}
