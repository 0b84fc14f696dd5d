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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Results read back.
 *
 * @param gid [spike], ascending by time with {@code spike_ms}
 */
public record Results(RunSummary summary, List<Trace> traces, int[] gid, double[] spike_ms) {
    /** Reads the folder of one run; of one that goes on or was killed, what was last saved. */
    public static Results read(Path folder) {
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
            double[] spike_ms = numbers(file.getDatasetByPath("spikes/time"));
            int[] gid = spike_ms.length == 0 ? new int[0] : (int[]) file.getDatasetByPath("spikes/gid").getData();
            boolean ended = summary.status() != RunSummary.Status.RUNNING;
            return new Results(ended ? summary : summary.reaching(last(traces, spike_ms, summary.from_ms())), traces,
                    gid, spike_ms);
        } catch (IOException | HdfException | tools.jackson.core.JacksonException damaged) {
            throw unreadable(folder, "cannot be read: " + damaged.getMessage());
        }
    }

    /** How far a run had come when what it recorded was saved. */
    private static double last(List<Trace> traces, double[] spike_ms, double from_ms) {
        double last_ms = spike_ms.length == 0 ? from_ms : spike_ms[spike_ms.length - 1];
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
