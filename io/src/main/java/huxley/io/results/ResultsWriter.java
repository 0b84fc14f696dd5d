package huxley.io.results;

import huxley.io.hdf5.ElementType;
import huxley.io.hdf5.Hdf5Dataset;
import huxley.io.hdf5.Hdf5File;
import huxley.io.hdf5.Hdf5Group;
import huxley.io.hdf5.Hdf5Input;
import huxley.io.results.RunSummary.PopulationSummary;
import huxley.io.results.RunSummary.ReportSummary;
import huxley.io.results.RunSummary.Role;
import huxley.io.results.RunSummary.TraceSummary;
import huxley.synapse.Circuit;
import huxley.synapse.Electrode;
import huxley.synapse.Observer;
import huxley.synapse.Population;
import huxley.synapse.Report;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a simulation records while it runs: traces and spikes into {@code results.h5} and {@code spikes.csv}, spikes
 * by population into {@code spikes.h5}, a file for each report and for electrodes. Even if the process is killed, all are
 * readable up to the last time that they were saved. Not thread-safe.
 */
public final class ResultsWriter implements Observer, Closeable {
    /** Name of the file with traces and spikes. */
    public static final String FILE = "results.h5";
    /** How often files are saved unless the user says otherwise. */
    public static final double SAVED_EVERY_s = 5;
    /** Times are whole steps up to this rounding error. */
    private static final double ROUNDING = 1e-9;
    private static final int SPIKES_AT_ONCE = 1 << 16;
    private static final String ELECTRODES = "electrodes";

    private final Circuit circuit;
    private final Path folder;
    private final long interval_ns;
    private final List<Hdf5File> files = new ArrayList<>();
    private final Set<String> fileNames = new HashSet<>(Set.of("results.h5", "state.h5", SpikesFile.NAME,
            Checkpoints.NAME, Checkpoints.PREVIOUS, Checkpoints.FRESH));
    private final Map<Population, Role> roles = new LinkedHashMap<>();
    private final BufferedWriter spikesCsv;
    private final Hdf5Dataset spikeGid;
    private final Hdf5Dataset spikeTime;
    private final SpikesFile spikesFile;
    private final TracesFile traces;
    private final List<ReportFile> reports = new ArrayList<>();
    /** [electrode] */
    private final FieldFile[] fields;
    private final int[] channel;
    private final String[] fieldFile;
    private final List<ReportSummary> written = new ArrayList<>();
    /** [gid] spikes so far. */
    private final int[] spikesOf;
    private long lastSaved = System.nanoTime();
    private long writing_ns;

    /** Starts the files in an existing folder. */
    public ResultsWriter(Path folder, Circuit circuit) throws IOException {
        this(folder, circuit, SAVED_EVERY_s);
    }

    /** @param savedEvery_s wall time after which files are saved */
    public ResultsWriter(Path folder, Circuit circuit, double savedEvery_s) throws IOException {
        this.circuit = circuit;
        this.folder = folder;
        interval_ns = Math.round(savedEvery_s * 1e9);
        spikesOf = new int[circuit.cells().size() + circuit.artificialCells().size()];
        findRoles();
        Hdf5File results = create(FILE);
        traces = new TracesFile(results, circuit.probes());
        Hdf5Group spikes = results.root().group("spikes");
        spikeGid = spikes.column("gid", ElementType.INT32, 4096);
        spikeTime = spikes.column("time", ElementType.FLOAT64, 4096);
        spikeTime.attribute("unit", "ms");
        results.root().attribute("creator", "Huxley");
        List<Population> heard = circuit.populations().stream().filter(p -> roles.get(p) != Role.SOURCES).toList();
        spikesFile = heard.isEmpty()
                ? new SpikesFile(results, List.of())
                : new SpikesFile(create(SpikesFile.NAME), heard);
        for (Report report : circuit.reports()) {
            String name = fileName(report.name());
            reports.add(new ReportFile(create(name), circuit, report));
            written.add(new ReportSummary(report.name(), name, report.unit(), report.interval_ms(), report.size()));
        }
        fields = new FieldFile[circuit.electrodes().size()];
        channel = new int[fields.length];
        fieldFile = new String[fields.length];
        for (List<Integer> together : electrodes()) {
            field(together);
        }
        spikesCsv = Files.newBufferedWriter(folder.resolve("spikes.csv"));
        spikesCsv.write("time_ms,gid,cell\n");
        save();
    }

    private Hdf5File create(String name) throws IOException {
        Hdf5File file = Hdf5File.create(folder.resolve(name));
        files.add(file);
        return file;
    }

    private String fileName(String wanted) {
        String stem = wanted.replaceAll("[^\\p{Alnum}=+., _-]", "_");
        String name = stem + ".h5";
        for (int i = 2; !fileNames.add(name.toLowerCase(Locale.ROOT)); i++) {
            name = stem + "-" + i + ".h5";
        }
        return name;
    }

    /** Electrodes that share a file: {@code NAME[CHANNEL]}s of one name, or all without a channel; of one interval. */
    private Iterable<List<Integer>> electrodes() {
        Map<String, List<Integer>> byFile = new LinkedHashMap<>();
        for (int i = 0; i < circuit.electrodes().size(); i++) {
            Electrode electrode = circuit.electrodes().get(i);
            byFile.computeIfAbsent(stem(electrode) + " " + electrode.interval_ms(), k -> new ArrayList<>()).add(i);
        }
        return byFile.values();
    }

    private static String stem(Electrode electrode) {
        int bracket = electrode.name().indexOf('[');
        return bracket > 0 && electrode.name().endsWith("]") ? electrode.name().substring(0, bracket) : ELECTRODES;
    }

    private void field(List<Integer> together) throws IOException {
        List<Electrode> electrodes = together.stream().map(circuit.electrodes()::get).toList();
        String stem = stem(electrodes.getFirst());
        String name = fileName(stem);
        FieldFile file = new FieldFile(create(name), electrodes);
        for (int i = 0; i < together.size(); i++) {
            fields[together.get(i)] = file;
            channel[together.get(i)] = i;
            fieldFile[together.get(i)] = name;
        }
        written.add(new ReportSummary(stem, name, "mV", electrodes.getFirst().interval_ms(), electrodes.size()));
    }

    private void findRoles() {
        Set<Integer> targets = new HashSet<>();
        circuit.projections().forEach(projection -> targets.add(projection.target().first()));
        circuit.connections().forEach(connection -> circuit.populations().stream()
                .filter(population -> population.contains(connection.target().gid()))
                .forEach(population -> targets.add(population.first())));
        for (Population population : circuit.populations()) {
            roles.put(population, population.first() < circuit.cells().size()
                    ? Role.CELLS
                    : targets.contains(population.first()) ? Role.ARTIFICIAL_CELLS : Role.SOURCES);
        }
    }

    /**
     * Takes over what an interrupted run of the same circuit has recorded: samples until a time, spikes before it. To be called
     * before anything else is recorded.
     */
    public void takeOver(Path earlier, double until_ms) throws IOException {
        double last_ms = until_ms * (1 + ROUNDING);
        try (Hdf5Input results = Hdf5Input.open(earlier.resolve(FILE))) {
            traces.takeOver(results, last_ms);
            long all = results.shape("spikes/time")[0];
            boolean more = true;
            for (long row = 0; row < all && more; row += SPIKES_AT_ONCE) {
                int some = (int) Math.min(SPIKES_AT_ONCE, all - row);
                double[] time_ms = results.rows("spikes/time", row, some);
                int before = 0;
                while (before < some && time_ms[before] < until_ms) {
                    before++;
                }
                more = before == some;
                spikes(Arrays.stream(results.rows("spikes/gid", row, some)).mapToInt(gid -> (int) gid).limit(before)
                        .toArray(), Arrays.copyOf(time_ms, before));
            }
        }
        Set<FieldFile> taken = new HashSet<>();
        for (int i = 0; i < reports.size(); i++) {
            try (Hdf5Input report = Hdf5Input.open(earlier.resolve(written.get(i).file()))) {
                reports.get(i).takeOver(report, last_ms);
            }
        }
        for (int i = 0; i < fields.length; i++) {
            if (taken.add(fields[i])) {
                try (Hdf5Input field = Hdf5Input.open(earlier.resolve(fieldFile[i]))) {
                    fields[i].takeOver(field, last_ms);
                }
            }
        }
        save();
    }

    /** Makes everything recorded so far readable now. */
    public void saveNow() {
        timed(this::save);
    }

    /** Something that is written. */
    private interface Writing {
        void run() throws IOException;
    }

    private void timed(Writing writing) {
        long start = System.nanoTime();
        try {
            writing.run();
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException(cannotWrite);
        }
        writing_ns += System.nanoTime() - start;
    }

    @Override
    public void traces(int[] probes, double[] time_ms, double[][] values) {
        timed(() -> traces.append(probes, time_ms, values));
    }

    @Override
    public void report(int report, double[] time_ms, double[][] values) {
        timed(() -> reports.get(report).append(time_ms, values));
    }

    @Override
    public void field(int electrode, double[] time_ms, double[] potential_mV) {
        timed(() -> fields[electrode].append(channel[electrode], time_ms, potential_mV));
    }

    @Override
    public void spikes(int[] gid, double[] time_ms) {
        timed(() -> {
            spikeGid.append(gid, gid.length);
            spikeTime.append(time_ms, gid.length);
            for (int i = 0; i < gid.length; i++) {
                if (gid[i] < spikesOf.length) {
                    spikesOf[gid[i]]++;
                }
                spikesFile.add(gid[i], time_ms[i]);
                spikesCsv.write(
                        Csv.number(Csv.time(time_ms[i])) + "," + gid[i] + "," + Csv.quoted(labelOf(gid[i])) + "\n");
            }
        });
    }

    @Override
    public void progress(double time_ms) {
        if (System.nanoTime() - lastSaved >= interval_ns) {
            timed(this::save);
        }
    }

    private void save() throws IOException {
        for (Hdf5File file : files) {
            file.commit();
        }
        spikesCsv.flush();
        lastSaved = System.nanoTime();
    }

    private String labelOf(int gid) {
        int cells = circuit.cells().size();
        return gid < cells ? circuit.cells().get(gid).label() : circuit.artificialCells().get(gid - cells).label();
    }

    /** Spikes so far. */
    public long spikeCount() {
        return spikeTime.rows();
    }

    /** Wall time spent here so far, s. */
    public double writing_s() {
        return writing_ns * 1e-9;
    }

    /** The spikes of each population so far; rates are over {@code duration_ms}. */
    public List<PopulationSummary> populations(double duration_ms) {
        List<PopulationSummary> summaries = new ArrayList<>();
        roles.forEach((population, role) -> {
            long spikes = 0;
            for (int gid = population.first(); gid < population.end(); gid++) {
                spikes += spikesOf[gid];
            }
            summaries.add(new PopulationSummary(population.name(), role, population.first(), population.count(), spikes,
                    1000.0 * spikes / population.count() / duration_ms));
        });
        return summaries;
    }

    /** All traces so far in numbers, in the order of the circuit's probes. */
    public List<TraceSummary> summaries() {
        return traces.summaries();
    }

    /** The files of reports and electrodes. */
    public List<ReportSummary> reports() {
        return List.copyOf(written);
    }

    /** Makes everything readable and closes the files. */
    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (Closeable file : files) {
            failure = closed(file, failure);
        }
        failure = closed(spikesCsv, failure);
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable IOException closed(Closeable file,
            @Nullable IOException before) {
        try {
            file.close();
            return before;
        } catch (IOException cannot) {
            return before == null ? cannot : before;
        }
    }
}
