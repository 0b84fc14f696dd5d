package huxley.io.results;

import huxley.io.hdf5.ElementType;
import huxley.io.hdf5.Hdf5Dataset;
import huxley.io.hdf5.Hdf5File;
import huxley.io.hdf5.Hdf5Group;
import huxley.synapse.Circuit;
import huxley.synapse.Circuit.Probe;
import huxley.synapse.Observer;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes what a simulation records while it runs. In {@code results.h5}: {@code /traces/LABEL} [sample] with attributes
 * {@code unit}, {@code interval_ms} and {@code time} (the path of its time axis), {@code /time/every_DT_ms} [sample] and
 * {@code /spikes/{gid,time}} [spike]. In {@code spikes.csv}: time, gid and cell. Readable up to a few seconds ago even if
 * the process is killed. Not thread-safe.
 */
public final class ResultsWriter implements Observer, Closeable {
    /** Name of the file with traces and spikes. */
    public static final String FILE = "results.h5";
    private static final long PENDING_ROWS = 8L << 20;
    private static final long COMMIT_NANOSECONDS = 5_000_000_000L;

    private final Circuit circuit;
    private final Path folder;
    private final Hdf5File file;
    private final BufferedWriter spikesCsv;
    /** [gid] spikes so far. */
    private final int[] spikesOf;
    private final Hdf5Dataset spikeGid;
    private final Hdf5Dataset spikeTime;
    private final List<Recording> recordings = new ArrayList<>();
    private final Map<Double, Hdf5Dataset> axes = new LinkedHashMap<>();
    private long lastCommit = System.nanoTime();
    private long pending_bytes;

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

    /** Starts the files in an existing folder. */
    public ResultsWriter(Path folder, Circuit circuit) throws IOException {
        this.circuit = circuit;
        this.spikesOf = new int[circuit.cells().size() + circuit.artificialCells().size()];
        this.folder = folder;
        DiskSpace.require(folder, 0);
        this.file = Hdf5File.create(folder.resolve(FILE));
        this.spikesCsv = Files.newBufferedWriter(folder.resolve("spikes.csv"));
        spikesCsv.write("time_ms,gid,cell\n");
        int chunkRows = (int) Math.clamp(PENDING_ROWS / Math.max(1, circuit.probes().size()), 64, 4096);
        Hdf5Group traces = file.root().group("traces");
        Hdf5Group time = file.root().group("time");
        for (Probe probe : circuit.probes()) {
            String axis = "every_" + Csv.number(probe.interval_ms()) + "_ms";
            if (!axes.containsKey(probe.interval_ms())) {
                Hdf5Dataset ticks = time.column(axis, ElementType.FLOAT64, chunkRows);
                ticks.attribute("unit", "ms");
                axes.put(probe.interval_ms(), ticks);
            }
            // HDF5 separates groups by a slash.
            Hdf5Dataset trace = traces.column(probe.label().replace('/', '|'), ElementType.FLOAT64, chunkRows);
            trace.attribute("unit", probe.unit());
            trace.attribute("interval_ms", probe.interval_ms());
            trace.attribute("time", "/time/" + axis);
            recordings.add(new Recording(probe, trace));
        }
        Hdf5Group spikes = file.root().group("spikes");
        this.spikeGid = spikes.column("gid", ElementType.INT32, 4096);
        this.spikeTime = spikes.column("time", ElementType.FLOAT64, 4096);
        spikeTime.attribute("unit", "ms");
        file.commit();
    }

    @Override
    public void traces(int[] probes, double[] time_ms, double[][] values) {
        try {
            pending_bytes += 8L * probes.length * time_ms.length;
            DiskSpace.require(folder, pending_bytes);
            for (int i = 0; i < probes.length; i++) {
                recordings.get(probes[i]).append(time_ms, values[i]);
            }
            if (probes.length > 0) {
                double interval_ms = circuit.probes().get(probes[0]).interval_ms();
                Hdf5Dataset axis = axes.get(interval_ms);
                if (axis != null) {
                    axis.append(time_ms, time_ms.length);
                }
            }
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException(cannotWrite);
        }
    }

    @Override
    public void spikes(int[] gid, double[] time_ms) {
        try {
            spikeGid.append(gid, gid.length);
            spikeTime.append(time_ms, gid.length);
            for (int i = 0; i < gid.length; i++) {
                if (gid[i] < spikesOf.length) {
                    spikesOf[gid[i]]++;
                }
                spikesCsv.write(
                        Csv.number(Csv.time(time_ms[i])) + "," + gid[i] + "," + Csv.quoted(labelOf(gid[i])) + "\n");
            }
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException(cannotWrite);
        }
    }

    @Override
    public void progress(double time_ms) {
        if (System.nanoTime() - lastCommit < COMMIT_NANOSECONDS) {
            return;
        }
        try {
            file.commit();
            spikesCsv.flush();
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException(cannotWrite);
        }
        lastCommit = System.nanoTime();
        pending_bytes = 0;
    }

    private String labelOf(int gid) {
        int cells = circuit.cells().size();
        return gid < cells ? circuit.cells().get(gid).label() : circuit.artificialCells().get(gid - cells).label();
    }

    /** Spikes so far. */
    public long spikeCount() {
        return spikeTime.rows();
    }

    /** The spikes of each population so far; rates are over {@code duration_ms}. */
    public List<RunSummary.PopulationSummary> populations(double duration_ms) {
        Set<Integer> targets = new HashSet<>();
        circuit.projections().forEach(projection -> targets.add(projection.target().first()));
        circuit.connections().forEach(connection -> circuit.populations().stream()
                .filter(population -> population.contains(connection.target().gid()))
                .forEach(population -> targets.add(population.first())));
        return circuit.populations().stream().map(population -> {
            RunSummary.Role role = population.first() < circuit.cells().size()
                    ? RunSummary.Role.CELLS
                    : targets.contains(population.first())
                            ? RunSummary.Role.ARTIFICIAL_CELLS
                            : RunSummary.Role.SOURCES;
            long spikes = 0;
            for (int gid = population.first(); gid < population.end(); gid++) {
                spikes += spikesOf[gid];
            }
            return new RunSummary.PopulationSummary(population.name(), role, population.first(), population.count(),
                    spikes, 1000.0 * spikes / population.count() / duration_ms);
        }).toList();
    }

    /** All traces so far in numbers, in the order of the circuit's probes. */
    public List<RunSummary.TraceSummary> summaries() {
        return recordings.stream().map(Recording::summary).toList();
    }

    /** Makes everything readable and closes the files. */
    @Override
    public void close() throws IOException {
        try (spikesCsv; file) {
            file.root().attribute("creator", "Huxley");
        }
    }
}
