package huxley.app;

import huxley.io.model.Model;
import huxley.io.results.ResultsWriter;
import huxley.io.results.RunSummary;
import huxley.io.results.RunSummary.Status;
import huxley.io.results.StateFile;
import huxley.partition.Grouping;
import huxley.solver.engine.Engine;
import huxley.solver.engine.NumericalFailure;
import huxley.solver.engine.Simulation;
import huxley.solver.kernel.Backend;
import huxley.solver.lowering.Lowering;
import huxley.solver.precision.Precision;
import huxley.synapse.Circuit;
import huxley.synapse.Experiment;
import huxley.synapse.Observer;
import huxley.synapse.SavedState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/**
 * One model being simulated into one folder.
 *
 * @param settings what the command line or a sweep set
 * @param saveState whether the state at the end is kept, even if the model does not ask for it
 */
record Run(Model model, Map<String, String> settings, Backend backend, Precision precision, int threads,
        boolean saveState,
        Path folder) {
    /** Simulates and writes everything but figures. Failures of the numbers are in the summary, with what came before. */
    RunSummary execute(DoubleConsumer progress, BooleanSupplier stop) throws IOException {
        Circuit circuit = model.circuit();
        Experiment experiment = model.experiment();
        String started = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        long start = System.nanoTime();
        Status status = Status.COMPLETE;
        String message = "";
        int[][] groups = Grouping.of(circuit, experiment.dt_ms(), threads);
        Simulation simulation = new Simulation(circuit, experiment, engine(groups));
        Recording recording = new Recording(new ResultsWriter(folder, circuit), progress);
        try (ResultsWriter writer = recording.writer) {
            try {
                SavedState from = model.start();
                recording.reached_ms = from == null
                        ? simulation.run(recording, stop)
                        : simulation.resume(from, recording, stop);
                if (saveState || model.savesState()) {
                    StateFile.write(folder.resolve(StateFile.NAME), simulation.state());
                }
                if (recording.reached_ms < experiment.duration_ms() - experiment.dt_ms()) {
                    status = Status.INTERRUPTED;
                }
            } catch (NumericalFailure failure) {
                status = Status.FAILED;
                message = String.valueOf(failure.getMessage());
            } catch (UncheckedIOException cannotWrite) {
                throw cannotWrite.getCause();
            }
            RunSummary summary = new RunSummary(Version.text(), model.file().toString(), model.title(), settings,
                    started, status, message, model.start() == null ? 0 : model.start().time_ms(),
                    experiment.duration_ms(), recording.reached_ms, experiment.dt_ms(), experiment.temperature_degC(),
                    experiment.seed(), backend.name(), precision.name().toLowerCase(Locale.ROOT), threads,
                    (System.nanoTime() - start) * 1e-9,
                    circuit.cells().size(), compartments(circuit), writer.spikeCount(),
                    writer.populations(recording.reached_ms), writer.summaries());
            summary.write(folder);
            return summary;
        }
    }

    private Engine engine(int[][] groups) {
        return backend instanceof Lowering.PassObserver dump
                ? new Engine(backend, precision, threads, groups, dump)
                : new Engine(backend, precision, threads, groups);
    }

    static long compartments(Circuit circuit) {
        return circuit.cells().stream().mapToLong(c -> c.cell().compartments().size()).sum();
    }

    /** Hands everything to the writer and keeps the time reached. */
    private static final class Recording implements Observer {
        final ResultsWriter writer;
        private final DoubleConsumer progress;
        double reached_ms;

        Recording(ResultsWriter writer, DoubleConsumer progress) {
            this.writer = writer;
            this.progress = progress;
        }

        @Override
        public void traces(int[] probes, double[] time_ms, double[][] values) {
            writer.traces(probes, time_ms, values);
        }

        @Override
        public void spikes(int[] gid, double[] time_ms) {
            writer.spikes(gid, time_ms);
        }

        @Override
        public void progress(double time_ms) {
            reached_ms = time_ms;
            writer.progress(time_ms);
            progress.accept(time_ms);
        }
    }
}
