package huxley.app;

import huxley.hpc.transport.RankLost;
import huxley.io.model.Model;
import huxley.io.results.Checkpoints;
import huxley.io.results.ResultsFolder;
import huxley.io.results.ResultsWriter;
import huxley.io.results.RunSummary;
import huxley.io.results.RunSummary.Status;
import huxley.io.results.StateFile;
import huxley.solver.accelerator.AcceleratorFailure;
import huxley.solver.engine.NumericalFailure;
import huxley.solver.engine.Simulation;
import huxley.synapse.Circuit;
import huxley.synapse.Experiment;
import huxley.synapse.Observer;
import huxley.synapse.SavedState;
import huxley.viz.live.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One model being simulated into one folder.
 *
 * @param settings what the command line or a sweep set
 * @param reading_s wall time until the model was read
 */
record Run(Model model, double reading_s, Map<String, String> settings, Equipment equipment, Keeping keeping,
        Path folder) {
    private static final double MB_PER_BYTE = 1e-6;

    static Simulation simulation(Circuit circuit, Experiment experiment, Equipment equipment) {
        int[][] groups = equipment.groups(circuit, experiment);
        Memory.check(circuit, experiment, equipment.precision(), groups, equipment.threads());
        return new Simulation(circuit, experiment, equipment.engine(groups));
    }

    /** Simulates and writes everything but figures. Failures of the numbers are in the summary, with what came before. */
    RunSummary execute(DoubleConsumer progress, Interruption interruption) throws IOException {
        return execute(progress, interruption, null);
    }

    /** @param live through which viewers watch and steer; nobody does if null */
    RunSummary execute(DoubleConsumer progress, Interruption interruption, @Nullable LiveRun live) throws IOException {
        Circuit circuit = model.circuit();
        Experiment experiment = model.experiment();
        String started = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        long start = System.nanoTime();
        Status status = Status.COMPLETE;
        String message = "";
        Simulation simulation = simulation(circuit, experiment, equipment);
        double building_s = since(start);
        Recording recording = new Recording(new ResultsWriter(folder, circuit, keeping.savedEvery_s()), progress);
        try (ResultsWriter writer = recording.writer) {
            double running_s = 0;
            takeOver(writer);
            if (live == null && keeping.checkpointEvery() != null) {
                simulation.keepStates(Checkpointing.into(folder, writer, keeping.checkpointEvery(), interruption,
                        model.start() == null ? 0 : model.start().time_ms()));
            }
            summary(started, Status.RUNNING, "", 0, experiment.duration_ms(), since(start),
                    cost(building_s, 0, 0, 0), writer).write(folder);
            try {
                long running = System.nanoTime();
                SavedState from = model.start();
                if (live != null) {
                    live.run(simulation, from, recording).ifPresent(stopped -> stopped.obeyed(""));
                } else {
                    recording.reached_ms = from == null
                            ? simulation.run(recording, interruption)
                            : simulation.resume(from, recording, interruption);
                }
                running_s = since(running) - writer.writing_s();
                if (keeping.saveState() || model.savesState()) {
                    StateFile.write(folder.resolve(StateFile.NAME),
                            (live == null ? simulation : live.last()).state());
                }
                if (recording.reached_ms < experiment.duration_ms() - experiment.dt_ms()) {
                    status = Status.INTERRUPTED;
                }
            } catch (NumericalFailure | AcceleratorFailure | RankLost failure) {
                status = Status.FAILED;
                message = String.valueOf(failure.getMessage());
            } catch (UncheckedIOException cannotWrite) {
                throw cannotWrite.getCause();
            }
            RunSummary summary = (live == null ? this : with(live.history())).summary(started, status, message,
                    recording.reached_ms, recording.reached_ms,
                    since(start), cost(building_s, running_s, writer.writing_s(), recording.reached_ms), writer);
            summary.write(folder);
            if (status == Status.COMPLETE) {
                Checkpoints.remove(folder);
            }
            if (live != null) {
                live.stream().ended(seen(status), recording.reached_ms, message);
            }
            return summary;
        }
    }

    private static State seen(Status status) {
        return switch (status) {
        case COMPLETE -> State.FINISHED;
        case FAILED -> State.FAILED;
        case INTERRUPTED -> State.STOPPED;
        case RUNNING -> State.RUNNING;
        };
    }

    private Run with(Map<String, String> others) {
        return new Run(model, reading_s, others, equipment, keeping, folder);
    }

    /** What the run that this one continues has recorded; then its folder is needed no more. */
    private void takeOver(ResultsWriter writer) throws IOException {
        Checkpoints.Found earlier = keeping.earlier();
        if (earlier != null) {
            writer.takeOver(earlier.folder(), earlier.state().time_ms());
            earlier.summary().write(folder);
            Checkpoints.adopt(earlier.file(), folder);
            ResultsFolder.removePartial(earlier.folder());
        }
    }

    /** When the first of the runs that made these results began. */
    private double from_ms() {
        Checkpoints.Found earlier = keeping.earlier();
        SavedState start = model.start();
        return earlier != null ? earlier.summary().from_ms() : start == null ? 0 : start.time_ms();
    }

    /** @param rated_ms time over which rates are taken */
    private RunSummary summary(String started, Status status, String message, double reached_ms, double rated_ms,
            double wall_s, RunSummary.Cost cost, ResultsWriter writer) {
        Circuit circuit = model.circuit();
        Experiment experiment = model.experiment();
        return new RunSummary(Version.text(), model.file().toString(), model.title(), settings, started, status,
                message, from_ms(), experiment.duration_ms(), reached_ms,
                experiment.dt_ms(), experiment.temperature_degC(), experiment.seed(),
                equipment.name(), equipment.precision().name().toLowerCase(Locale.ROOT), equipment.threads(), wall_s,
                cost, circuit.cells().size(),
                compartments(circuit), writer.spikeCount(), writer.populations(rated_ms), writer.reports(),
                writer.summaries());
    }

    private RunSummary.Cost cost(double building_s, double running_s, double writing_s, double reached_ms) {
        SavedState from = model.start();
        double steps = (reached_ms - (from == null ? 0 : from.time_ms())) / model.experiment().dt_ms();
        double memory_MB = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP).mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum() * MB_PER_BYTE;
        return new RunSummary.Cost(reading_s, building_s, running_s, writing_s, memory_MB,
                running_s > 0 ? compartments(model.circuit()) * steps / running_s : 0);
    }

    private static double since(long start_ns) {
        return (System.nanoTime() - start_ns) * 1e-9;
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
        public void report(int report, double[] time_ms, double[][] values) {
            writer.report(report, time_ms, values);
        }

        @Override
        public void field(int electrode, double[] time_ms, double[] potential_mV) {
            writer.field(electrode, time_ms, potential_mV);
        }

        @Override
        public void progress(double time_ms) {
            reached_ms = time_ms;
            writer.progress(time_ms);
            progress.accept(time_ms);
        }
    }
}
