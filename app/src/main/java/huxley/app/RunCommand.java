package huxley.app;

import huxley.hpc.transport.Job;
import huxley.hpc.transport.RankLost;
import huxley.io.document.FileTrouble;
import huxley.io.model.Model;
import huxley.io.results.Checkpoints;
import huxley.io.results.ResultsFolder;
import huxley.io.results.ResultsWriter;
import huxley.io.results.RunSummary;
import huxley.solver.accelerator.Accelerator;
import huxley.neuron.problem.InvalidInputException;
import huxley.solver.engine.NumericalFailure;
import huxley.solver.engine.Simulation;
import huxley.solver.kernel.Backend;
import huxley.solver.precision.Precision;
import huxley.synapse.Circuit;
import huxley.synapse.Experiment;
import huxley.synapse.Observer;
import huxley.synapse.SavedState;
import huxley.viz.live.State;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huxley run}. */
@Command(name = "run", mixinStandardHelpOptions = true, sortOptions = false, description = "Simulates a model and writes a folder of results: HDF5, CSV summaries and figures.", footerHeading = "%nExamples:%n", footer = {
        "  huxley run models/squid-axon/model.json",
        "  huxley run model.json --set amplitude=\"2 uA\" --duration \"50 ms\" --out results/strong",
        "  huxley run model.json --duration \"1 s\" --save-state --out settled",
        "  huxley run model.json --duration \"2 s\" --from-state settled/state.h5",
        "  huxley run model.json --checkpoint-every \"10 min\"; huxley run --resume results/model",
        "  huxley run model.json --dump kernels          what the mechanisms are compiled to",
        "  huxley run model.json --serve 8777            watch and steer it from elsewhere",
        "  huxley run model.json --ranks 4               four processes; as mpirun -n 4 huxley run model.json",
        "", "Ctrl-C stops a run; what was recorded is kept. Exit codes: 0 done, 2 something in the input is",
        "wrong, 3 the numbers failed, 130 interrupted."})
final class RunCommand implements Callable<Integer> {
    /** More help no machine, and are slower to make than anything they compute. */
    private static final int MOST_THREADS = 1024;
    private static final int LAST_PORT = 65535;
    private static final int MOST_RANKS = 1 << 20;

    @Parameters(paramLabel = "MODEL", arity = "0..1", description = "JSON model; not with --resume, which knows it.")
    private @Nullable Path given;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Value of one of the model's parameters.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--out", paramLabel = "DIR", description = "Results folder (default: results/NAME, or the output_dir of a SONATA configuration; numbered where that is taken).")
    private @Nullable Path out;

    @Option(names = "--duration", paramLabel = "TIME", description = "Simulated time, such as \"100 ms\".")
    private @Nullable String duration;

    @Option(names = "--dt", paramLabel = "TIME", description = "Time step, such as \"0.025 ms\".")
    private @Nullable String dt;

    @Option(names = "--from-state", paramLabel = "FILE", description = "Go on from the state.h5 of an earlier run of this model.")
    private @Nullable Path fromState;

    @Option(names = "--save-state", description = "Keep the state at the end, as state.h5 in the results folder.")
    private boolean saveState;

    @Option(names = "--checkpoint-every", paramLabel = "TIME", description = "Keep the state, to --resume from: after wall time such as \"10 min\" (s, min, h), or simulated time such as \"50 ms\". SIGUSR1 asks for one, and a run that is stopped leaves one.")
    private CheckpointInterval checkpointEvery = CheckpointInterval.NEVER;

    @Option(names = "--resume", paramLabel = "DIR", description = "Go on with the interrupted run whose results are in DIR, from its last checkpoint.")
    private @Nullable Path resume;

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: all cores; of several ranks on a host, each its share).")
    private int threads = Math.max(1,
            Runtime.getRuntime().availableProcessors() / Job.ranksOnThisHost(System.getenv()));

    @Option(names = "--variant", paramLabel = "N", description = "Of a sweep, run the N-th variant alone, counted from 1.")
    private int variant;

    @Option(names = "--ranks", paramLabel = "N", description = "Start N processes that share the work (mpirun and srun may start them instead).")
    private int ranks;

    @Option(names = "--carrier", paramLabel = "auto|mpi|mpj", description = "What --ranks starts them with: the MPI of this host, or MPJ Express (default: auto, the first there is).")
    private RankLauncher.Carrier carrier = RankLauncher.Carrier.AUTO;

    @Option(names = "--backend", paramLabel = "auto|scalar|simd|opencl[:DEVICE]", description = "How mechanisms are computed; all give the same bits (default: auto, the faster of scalar and simd). DEVICE is a number or part of a name that 'huxley devices' lists, or all.")
    private ComputedBy computedBy = new ComputedBy(BackendChoice.AUTO, "");

    @Option(names = "--precision", paramLabel = "double|single", description = "Of voltages, states and matrix; single takes half the memory and errs by about 0.001 mV (default: double).")
    private Precision precision = Precision.DOUBLE;

    @Option(names = "--dump", paramLabel = "DIR", description = "Write every mechanism as text: its program, its kernels after every pass and as they are compiled, lines with their .mod line.")
    private @Nullable Path dump;

    @Option(names = "--flush-every", paramLabel = "SECONDS", description = "Wall time after which results are saved, should the process be killed (default: what the model says, or 5).")
    private @Nullable Double savedEvery_s;

    @Option(names = "--verbose", description = "Say also how devices share the work out among their work-items, and how fast each way was.")
    private boolean verbose;

    @Option(names = "--serve", paramLabel = "PORT", description = "Let the run be watched and steered while it runs, with 'huxley view ws://...' or over a WebSocket (0: any free port).")
    private @Nullable Integer servedAt;

    @Option(names = "--host", paramLabel = "HOST", description = "Address that --serve listens at (default: 127.0.0.1, this machine only).")
    private String host = "127.0.0.1";

    @Option(names = "--token-file", paramLabel = "FILE", description = "Holds the token that viewers need (default: a new one is made and printed).")
    private @Nullable Path tokenFile;

    @Option(names = "--no-plots", description = "Draw no figures.")
    private boolean noPlots;

    @Option(names = "--paused", description = "With --serve: wait until a viewer says that the run begins.")
    private boolean paused;

    @Option(names = "--progress", description = "Say how far it is in lines of JSON on standard error, for other programs.")
    private boolean progress;

    @Option(names = "--json", description = "Print the summary as JSON, and nothing else.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** Whether all ranks fail alike, so that none has to end the others. */
    private boolean agreed = true;
    /** What is simulated. */
    private Path file = Path.of("");
    private Checkpoints.@Nullable Found earlier;

    @Override
    public Integer call() {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new UserError("--threads " + threads + " is not possible; give 1 to " + MOST_THREADS);
        }
        if (savedEvery_s != null && !(savedEvery_s >= 0)) {
            throw new UserError("--flush-every " + savedEvery_s + " is not possible; give 0 s or more");
        }
        if (servedAt != null && (servedAt < 0 || servedAt > LAST_PORT)) {
            throw new UserError("--serve " + servedAt + " is not possible; give a port from 1 to " + LAST_PORT
                    + ", or 0 for any that is free");
        }
        if (paused && servedAt == null) {
            throw new UserError("--paused needs --serve: nobody could say that the run begins");
        }
        if (ranks < 0 || ranks > MOST_RANKS) {
            throw new UserError("--ranks " + ranks + " is not possible; give 1 to " + MOST_RANKS);
        }
        chooseModel();
        if (ranks > 0) {
            return new RankLauncher(ranks, carrier, spec.commandLine().getErr())
                    .launch(spec.commandLine().getParseResult().originalArgs());
        }
        try (Team team = Team.join(System.getenv())) {
            return team.isAlone() ? lead(team) : together(team);
        }
    }

    private void chooseModel() {
        if (given != null && resume == null) {
            file = given;
        } else if (resume == null) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'MODEL'");
        } else if (given != null || !settings.isEmpty() || out != null || duration != null || dt != null
                || fromState != null) {
            throw new UserError(
                    "--resume goes on with a run as it was; leave out MODEL, --set, --out, --duration, --dt and"
                            + " --from-state");
        }
    }

    /** As one of several ranks: where one fails unexpectedly, all end. */
    private int together(Team team) {
        PrintWriter err = spec.commandLine().getErr();
        int code;
        try {
            return team.leads() ? lead(team) : follow(team);
        } catch (UserError | InvalidInputException own) {
            code = Huxley.explain(own, err);
            if (code == ExitCode.INVALID_INPUT && agreed) {
                return code;
            }
        } catch (RuntimeException unexpected) {
            code = Huxley.explain(unexpected, err);
        } catch (Error beyondReach) {
            code = Huxley.explain(beyondReach, err);
        }
        err.println("huxley: rank " + team.transport().rank() + " ends the job");
        err.flush();
        team.transport().abort(code);
        return code;
    }

    /** Reads the model, all ranks alike. */
    private Model read(Team team) {
        Model model = team.each(() -> {
            Model read = resume == null ? asked() : interrupted(resume);
            if (!team.isAlone()) {
                refuseAlone(read);
            }
            return read;
        }, spec.commandLine().getErr());
        agreed = false;
        return model;
    }

    private Model asked() {
        Model read = Models.read(file, allSettings());
        if (variant == 0) {
            return read;
        }
        if (variant < 1 || variant > read.sweep().size()) {
            throw new UserError("--variant " + variant + " is not possible; "
                    + (read.sweep().isEmpty() ? "the model is no sweep" : "give 1 to " + read.sweep().size()));
        }
        settings.putAll(read.sweep().get(variant - 1).settings());
        return Models.read(file, allSettings()).asItStands();
    }

    /** The model of an interrupted run, at its last checkpoint. */
    private Model interrupted(Path folder) {
        Checkpoints.Found found = Checkpoints.find(folder);
        settings = new LinkedHashMap<>(found.summary().parameters());
        settings.remove("simulation.startFrom");
        precision = Choice.of(found.summary().precision(), Precision.class);
        file = Path.of(found.summary().model());
        out = ResultsFolder.nameOf(found.folder());
        earlier = found;
        Model read = Models.read(file, settings).asItStands();
        List<String> differences = new ArrayList<>(found.state().differences(read.circuit()));
        if (read.experiment().dt_ms() != found.summary().dt_ms()
                || read.experiment().duration_ms() != found.summary().duration_ms()) {
            differences.add("its time step or duration is another");
        }
        if (!differences.isEmpty()) {
            throw new UserError("cannot go on from " + found.file() + ": " + file + " has changed since: "
                    + String.join("; ", differences));
        }
        return read.startingFrom(found.state());
    }

    private Keeping keeping(Model read) {
        return new Keeping(savedEvery_s(read), saveState, read.sweep().isEmpty() ? checkpointEvery : null, earlier);
    }

    /** What several ranks cannot do. */
    private void refuseAlone(Model model) {
        if (!model.sweep().isEmpty()) {
            throw new UserError(
                    "a sweep runs its variants side by side on the threads of one process; ranks run one of them,"
                            + " with --variant 1 to " + model.sweep().size());
        }
    }

    /** Computes the cells of this rank for the first one, which tells the user. */
    private int follow(Team team) {
        Model model = read(team);
        Experiment experiment = model.experiment();
        try (Interruption interruption = Interruption.watch()) {
            Simulation simulation = Run.simulation(model.circuit(), experiment,
                    equipment(model, team, new PrintWriter(Writer.nullWriter())));
            if (keeping(model).checkpointEvery() != null) {
                simulation.keepStates(Checkpointing.following(interruption));
            }
            SavedState from = model.start();
            double reached_ms = from == null
                    ? simulation.run(new Silence(), interruption)
                    : simulation.resume(from, new Silence(), interruption);
            if (saveState || model.savesState()) {
                simulation.state();
            }
            return reached_ms < experiment.duration_ms() - experiment.dt_ms() ? ExitCode.INTERRUPTED : ExitCode.DONE;
        } catch (NumericalFailure | RankLost told) {
            return ExitCode.NUMERICAL_FAILURE;
        }
    }

    /** Of ranks after the first, results go to the first. */
    private static final class Silence implements Observer {
        @Override
        public void traces(int[] probes, double[] time_ms, double[][] values) {
            throw new IllegalStateException("samples on a rank that does not lead");
        }

        @Override
        public void spikes(int[] gid, double[] time_ms) {
            throw new IllegalStateException("spikes on a rank that does not lead");
        }
    }

    private Equipment equipment(Model model, Team team, PrintWriter log) {
        Optional<Accelerator> accelerator = computedBy.accelerator(precision, log, verbose);
        Backend chosen = computedBy.backend().open(model.circuit(), model.experiment(), log);
        return new Equipment(dump == null ? chosen : new KernelDump(chosen, dump), accelerator, precision, threads,
                team.transport());
    }

    private int lead(Team team) {
        long start = System.nanoTime();
        PrintWriter console = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Model model = read(team);
        Map<String, String> all = allSettings();
        double reading_s = (System.nanoTime() - start) * 1e-9;
        model.warnings().forEach(w -> err.print(w.render()));
        err.flush();
        if (servedAt != null && !model.sweep().isEmpty()) {
            throw new UserError("--serve shows one run; this model is a sweep of " + model.sweep().size());
        }
        for (String set : settings.keySet()) {
            if (model.sweep().stream().anyMatch(variant -> variant.settings().containsKey(set))) {
                throw new UserError("--set " + set + " has no effect: the sweep of the model gives '" + set
                        + "' its values");
            }
        }
        String name = Model.nameOf(file);
        if (!json) {
            console.println(name + ": " + described(model) + (team.isAlone()
                    ? ""
                    : "; " + team.transport().ranks() + " ranks by " + team.transport().description()));
            console.flush();
        }
        Equipment equipment = equipment(model, team, err);
        ResultsFolder results = ResultsFolder.create(out == null ? free(wanted(model, name)) : out);
        try (Interruption interruption = Interruption.watch()) {
            return model.sweep().isEmpty()
                    ? single(model, reading_s, all, equipment, results, interruption)
                    : new SweepRun(file, model.title(), all, model.sweep(), equipment, keeping(model))
                            .execute(results,
                                    interruption,
                                    new Report(console, err, json, noPlots, Progress.Form.of(progress, json)));
        } catch (IOException cannotWrite) {
            throw new UserError("cannot write results: " + FileTrouble.inWords(cannotWrite)
                    + (results.discardIfEmpty() ? "" : "; what was written until then is in " + results.path()));
        } catch (RuntimeException beforeAnythingWasRecorded) {
            if (!Checkpoints.areIn(results.path())) {
                results.discard();
            }
            throw beforeAnythingWasRecorded;
        } catch (OutOfMemoryError orTheLike) {
            results.discardIfEmpty();
            throw orTheLike;
        }
    }

    private int single(Model model, double reading_s, Map<String, String> all, Equipment equipment,
            ResultsFolder results, Interruption interruption) throws IOException {
        if (servedAt == null) {
            return single(model, reading_s, all, equipment, results, interruption, null);
        }
        LiveRun live = new LiveRun(model, all, equipment, results.path(), paused ? State.PAUSED : State.RUNNING, false,
                interruption);
        try (Served served = Served.open(live, host, servedAt, tokenFile)) {
            PrintWriter said = json ? spec.commandLine().getErr() : spec.commandLine().getOut();
            said.println("watch it with: huxley view '" + served.address() + "'");
            said.flush();
            return single(model, reading_s, all, equipment, results, interruption, live);
        }
    }

    private int single(Model model, double reading_s, Map<String, String> all, Equipment equipment,
            ResultsFolder results, Interruption interruption, @Nullable LiveRun live) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Progress.Form form = Progress.Form.of(progress, json);
        Progress shown = new Progress(err, form, "ms", model.experiment().duration_ms());
        RunSummary summary = new Run(model, reading_s, all, equipment, keeping(model), results.path())
                .execute(
                        shown::reached,
                        interruption, live);
        shown.done();
        return new Report(spec.commandLine().getOut(), err, json, noPlots, form).finish(summary, results.complete());
    }

    private double savedEvery_s(Model model) {
        return savedEvery_s == null ? model.savedEvery_s() : savedEvery_s;
    }

    private Map<String, String> allSettings() {
        Map<String, String> all = new LinkedHashMap<>(settings);
        if (duration != null) {
            all.put("simulation.duration", duration);
        }
        if (dt != null) {
            all.put("simulation.dt", dt);
        }
        if (fromState != null) {
            all.put("simulation.startFrom", fromState.toString());
        }
        return all;
    }

    /** Such as {@code 1 cell, 101 compartments; 30 ms in 1,200 steps of 0.025 ms}. */
    private static String described(Model model) {
        Circuit circuit = model.circuit();
        Experiment experiment = model.experiment();
        String cells = Count.exactly(circuit.cells().size(), "cell") + ", "
                + Count.exactly(Run.compartments(circuit), "compartment");
        SavedState start = model.start();
        double from_ms = start == null ? 0 : start.time_ms();
        String time = (start == null ? "" : Count.number(from_ms) + " to ") + Count.number(experiment.duration_ms())
                + " ms in "
                + Count.exactly(Math.round((experiment.duration_ms() - from_ms) / experiment.dt_ms()), "step") + " of "
                + Count.number(experiment.dt_ms()) + " ms";
        List<Model.Variant> sweep = model.sweep();
        return cells + "; " + time + (sweep.isEmpty() ? "" : "; " + Count.exactly(sweep.size(), "variant"));
    }

    private static Path wanted(Model model, String name) {
        Path said = model.output();
        return said == null ? Path.of("results", name) : said;
    }

    /** The first of {@code NAME}, {@code NAME-2}, ... that is free. */
    private static Path free(Path folder) {
        for (int i = 1;; i++) {
            Path candidate = i == 1 ? folder : folder.resolveSibling(folder.getFileName() + "-" + i);
            if (!Files.exists(candidate)) {
                return candidate;
            }
        }
    }
}
