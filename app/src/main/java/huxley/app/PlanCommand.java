package huxley.app;

import huxley.io.document.FileTrouble;
import huxley.io.model.Model;
import huxley.partition.Assignment;
import huxley.partition.RankPlan;
import huxley.solver.kernel.Backend;
import huxley.solver.precision.Precision;
import huxley.synapse.Circuit;
import huxley.viz.plot.Figure;
import huxley.viz.plot.Panel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huxley plan}. */
@Command(name = "plan", mixinStandardHelpOptions = true, sortOptions = false, description = "Says what each rank of a job would hold and do, without building the network.", footerHeading = "%nExamples:%n", footer = {
        "  huxley plan model.json --ranks 64",
        "  huxley plan model.json --ranks 1024 --threads 16 --json",
        "", "The first time, a few seconds are spent on measuring what cells cost on this machine."})
final class PlanCommand implements Callable<Integer> {
    private static final int MOST_RANKS = 1 << 20;
    /** Ranks that are printed one by one. */
    private static final int SHOWN = 16;
    /** A spike on its way to other ranks: source, time, number. */
    private static final double BYTES_PER_SPIKE = 16;
    /** Longest epoch, whatever the delays. */
    private static final double LONGEST_EPOCH_ms = 10;
    /** Of a delivered event, as docs/benchmarks.md has it. */
    private static final double EVENT_ns = 60;

    @Parameters(paramLabel = "MODEL", description = "JSON model, or a simulation in SONATA.")
    private Path file = Path.of("");

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Value of one of the model's parameters.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--ranks", paramLabel = "N", required = true, description = "Processes.")
    private int ranks;

    @Option(names = "--threads", paramLabel = "N", description = "Of each rank (default: 1).")
    private int threads = 1;

    @Option(names = "--rate", paramLabel = "HZ", description = "Mean rate of the cells, which events and exchange are reckoned with (default: 5).")
    private double rate_Hz = 5;

    @Option(names = "--precision", paramLabel = "double|single", description = "Of voltages and states (default: double).")
    private Precision precision = Precision.DOUBLE;

    @Option(names = "--picture", paramLabel = "FILE.png", description = "Draw memory and time of the ranks.")
    private @Nullable Path picture;

    @Option(names = "--json", description = "Print as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /**
     * One rank.
     *
     * @param memory_bytes when everything is built
     * @param time_s wall time of a second of simulated time
     */
    record Share(int rank, int cells, int artificialCells, long compartments, long synapses, long connections,
            long memory_bytes, double time_s) {
    }

    /**
     * A job.
     *
     * @param imbalance time of the slowest rank over the mean
     * @param epoch_ms simulated time between exchanges
     * @param exchanged_bytes that each rank gets at an exchange
     * @param time_s wall time of a second of simulated time, without what exchanges take
     */
    record Plan(int ranks, int threads, double rate_Hz, double imbalance, double epoch_ms, double exchanges_per_s,
            double exchanged_bytes, double time_s, List<Share> shares) {
    }

    @Override
    public Integer call() {
        if (ranks < 1 || ranks > MOST_RANKS) {
            throw new UserError("--ranks " + ranks + " is not possible; give 1 to " + MOST_RANKS);
        }
        if (threads < 1 || !(rate_Hz >= 0)) {
            throw new UserError("--threads and --rate must be positive");
        }
        Model model = Models.read(file, settings);
        model.warnings().forEach(w -> spec.commandLine().getErr().print(w.render()));
        spec.commandLine().getErr().flush();
        Backend backend = BackendChoice.AUTO.open(model.circuit(), model.experiment(),
                new PrintWriter(Writer.nullWriter()));
        Plan plan = plan(model, ranks, threads, rate_Hz, precision, backend);
        if (json) {
            Json.print(spec.commandLine().getOut(), plan);
        } else {
            print(plan, spec.commandLine().getOut());
        }
        if (picture != null) {
            try {
                figure(plan, model.title()).write(picture);
            } catch (IOException cannot) {
                throw new UserError("cannot draw " + picture + ": " + FileTrouble.inWords(cannot));
            }
        }
        return ExitCode.DONE;
    }

    static Plan plan(Model model, int ranks, int threads, double rate_Hz, Precision precision, Backend backend) {
        Circuit circuit = model.circuit();
        double dt_ms = model.experiment().dt_ms();
        Assignment assignment = Assignment.of(circuit, dt_ms, ranks);
        RankPlan plan = rankPlan(model, assignment, ranks, precision);
        Calibration calibration = Calibration.of(circuit, model.experiment(), backend, precision);
        List<Share> shares = new ArrayList<>();
        for (int rank = 0; rank < ranks; rank++) {
            RankPlan.Rank one = plan.ranks().get(rank);
            double steps_ns = calibration.step_ns(assignment.gids(rank)) * 1000 / dt_ms;
            double events_ns = one.connections() * rate_Hz * EVENT_ns;
            shares.add(new Share(rank, one.cells(), one.artificialCells(), one.compartments(),
                    Math.round(one.synapses()), Math.round(one.connections()), Math.round(one.bytes()),
                    (steps_ns + events_ns) * 1e-9 / threads));
        }
        double slowest_s = shares.stream().mapToDouble(Share::time_s).max().orElse(0);
        double mean_s = shares.stream().mapToDouble(Share::time_s).average().orElse(0);
        double epoch_ms = Math.min(LONGEST_EPOCH_ms,
                Math.max(dt_ms, Math.floor(plan.leastDelay_ms() / dt_ms + 1e-9) * dt_ms));
        double spikes = circuit.spikeDetectors().size() * rate_Hz * epoch_ms * 1e-3;
        return new Plan(ranks, threads, rate_Hz, mean_s == 0 ? 1 : slowest_s / mean_s, epoch_ms, 1000 / epoch_ms,
                ranks == 1 ? 0 : spikes * BYTES_PER_SPIKE + 8.0 * ranks, slowest_s, shares);
    }

    /** What ranks will hold. */
    static RankPlan rankPlan(Model model, int ranks, Precision precision) {
        return rankPlan(model, Assignment.of(model.circuit(), model.experiment().dt_ms(), ranks), ranks, precision);
    }

    private static RankPlan rankPlan(Model model, Assignment assignment, int ranks, Precision precision) {
        return RankPlan.of(model.circuit(), assignment, ranks,
                Memory.need(model.circuit(), model.experiment(), precision),
                Memory.plan(model.circuit(), model.experiment(), precision, 1));
    }

    private static void print(Plan plan, PrintWriter out) {
        out.println(Count.exactly(plan.ranks(), "rank") + " of " + Count.exactly(plan.threads(), "thread")
                + "; for a second of simulated time at " + Count.number(plan.rate_Hz()) + " Hz:");
        Table table = new Table("RANK", "CELLS", "COMPARTMENTS", "SYNAPSES", "CONNECTIONS", "MEMORY", "TIME");
        plan.shares().stream().limit(SHOWN).forEach(s -> table.row(Integer.toString(s.rank()),
                String.format(Locale.ROOT, "%,d", s.cells()), String.format(Locale.ROOT, "%,d", s.compartments()),
                String.format(Locale.ROOT, "%,d", s.synapses()), String.format(Locale.ROOT, "%,d", s.connections()),
                Count.bytes(s.memory_bytes()), Progress.duration(s.time_s())));
        if (plan.ranks() > SHOWN) {
            table.row("...");
            table.row("most", range(plan, Share::cells), range(plan, Share::compartments), range(plan, Share::synapses),
                    range(plan, Share::connections),
                    Count.bytes(plan.shares().stream().mapToLong(Share::memory_bytes).max().orElse(0)),
                    Progress.duration(plan.time_s()));
        }
        table.print(out);
        out.println(String.format(Locale.ROOT, "the slowest rank takes %.2f times the mean", plan.imbalance()));
        out.println(String.format(Locale.ROOT, "%,.0f exchanges, one every %s ms, of %s to each rank",
                plan.exchanges_per_s(), Count.number(plan.epoch_ms()), Count.bytes(plan.exchanged_bytes())));
        out.flush();
    }

    private interface Amount {
        long of(Share share);
    }

    private static String range(Plan plan, Amount amount) {
        return String.format(Locale.ROOT, "%,d", plan.shares().stream().mapToLong(amount::of).max().orElse(0));
    }

    private static Figure figure(Plan plan, String title) {
        double[] rank = IntStream.range(0, plan.ranks()).asDoubleStream().toArray();
        double[] memory_MiB = plan.shares().stream().mapToDouble(s -> s.memory_bytes() / 1048576.0).toArray();
        double[] time_s = plan.shares().stream().mapToDouble(Share::time_s).toArray();
        double[] compartments = plan.shares().stream().mapToDouble(Share::compartments).toArray();
        return new Figure(title + ", " + Count.exactly(plan.ranks(), "rank"), "rank", List.of(
                new Panel.Curves("time of a simulated second (s)", List.of(new Panel.Curve("", rank, time_s)), false),
                new Panel.Curves("memory (MiB)", List.of(new Panel.Curve("", rank, memory_MiB)), false),
                new Panel.Curves("compartments", List.of(new Panel.Curve("", rank, compartments)), false)));
    }
}
