package huxley.io.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was run and what came out, as {@code summary.json} holds it.
 *
 * @param huxley version of the program
 * @param model file, as it was named
 * @param title of the model
 * @param parameters the values that {@code --set} or a sweep gave to the model's parameters
 * @param started ISO 8601
 * @param from_ms simulated time of the saved state that the run started from, 0 if from none
 * @param reached_ms simulated time when the run ended
 * @param precision double or single
 * @param wall_s time the simulation took, without reading the model
 * @param cost where the time went, and how much memory was needed
 * @param message what stopped the run; empty when nothing did
 */
public record RunSummary(String huxley, String model, String title, Map<String, String> parameters, String started,
        Status status, String message, double from_ms, double duration_ms, double reached_ms, double dt_ms,
        double temperature_degC, long seed,
        String backend, String precision, int threads, double wall_s, Cost cost, int cells, long compartments,
        long spikes,
        List<PopulationSummary> populations, List<ReportSummary> reports, List<TraceSummary> traces) {
    static final String FILE = "summary.json";

    /** The same run, having come so far. */
    RunSummary reaching(double time_ms) {
        return new RunSummary(huxley, model, title, parameters, started, status, message, from_ms, duration_ms, time_ms,
                dt_ms, temperature_degC, seed, backend, precision, threads, wall_s, cost, cells, compartments, spikes,
                populations, reports, traces);
    }

    /** Of folders that older versions wrote, some parts are missing. */
    public RunSummary {
        cost = Objects.requireNonNullElse(cost, Cost.UNKNOWN);
        populations = Objects.requireNonNullElse(populations, List.of());
        reports = Objects.requireNonNullElse(reports, List.of());
    }

    /**
     * What a run cost.
     *
     * @param reading_s wall time until the model was read
     * @param building_s wall time until the circuit stood in memory, kernels compiled
     * @param running_s wall time of the time steps
     * @param writing_s wall time of writing results, while groups wait
     * @param memory_MB heap memory when it was largest
     * @param compartmentSteps_per_s compartments times steps over {@code running_s}
     */
    public record Cost(double reading_s, double building_s, double running_s, double writing_s, double memory_MB,
            double compartmentSteps_per_s) {
        static final Cost UNKNOWN = new Cost(0, 0, 0, 0, 0, 0);
    }

    /** What a population is made of. */
    public enum Role {
        CELLS,
        ARTIFICIAL_CELLS,
        /** Artificial cells that nothing connects to: generators and replayed spikes. */
        SOURCES
    }

    /**
     * The spikes of one population.
     *
     * @param first gid of its first member
     * @param rate_Hz mean over members and time
     */
    public record PopulationSummary(String name, Role role, int first, int count, long spikes, double rate_Hz) {
    }

    /**
     * A report, or the electrodes of one file.
     *
     * @param file in the folder of the results
     * @param places columns: recorded places or channels
     */
    public record ReportSummary(String name, String file, String unit, double interval_ms, int places) {
    }

    /** How a run ended. */
    public enum Status {
        COMPLETE,
        INTERRUPTED,
        FAILED,
        /** It goes on, or was killed; what was recorded so far is in the other files only. */
        RUNNING
    }

    /** One trace in numbers; {@code min_ms} and {@code max_ms} are the times of the extremes. */
    public record TraceSummary(String label, String unit, double interval_ms, long samples, double min, double min_ms,
            double max, double max_ms, double mean, double last) {
    }

    /** Writes {@code summary.json} and {@code summary.csv} into a folder. */
    public void write(Path folder) throws IOException {
        Files.writeString(folder.resolve(FILE), mapper().writeValueAsString(this) + "\n");
        StringBuilder csv = new StringBuilder("trace,unit,interval_ms,samples,min,min_ms,max,max_ms,mean,last\n");
        for (TraceSummary t : traces) {
            csv.append(Csv.quoted(t.label)).append(',').append(Csv.quoted(t.unit));
            for (double number : new double[] {t.interval_ms, t.samples, t.min, t.min_ms, t.max, t.max_ms, t.mean,
                    t.last}) {
                csv.append(',').append(Csv.number(number));
            }
            csv.append('\n');
        }
        Files.writeString(folder.resolve("summary.csv"), csv);
    }

    /** Reads {@code summary.json} of a folder. */
    public static RunSummary read(Path folder) throws IOException {
        return mapper().readValue(Files.readString(folder.resolve(FILE)), RunSummary.class);
    }

    static JsonMapper mapper() {
        return JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    }
}
