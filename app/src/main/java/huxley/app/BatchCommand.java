package huxley.app;

import huxley.io.model.Model;
import huxley.partition.RankPlan;
import huxley.solver.precision.Precision;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huxley batch}. */
@Command(name = "batch", mixinStandardHelpOptions = true, sortOptions = false, description = "Writes a job script: what to ask the batch system for, checkpoints before the time is up, and going on from them.", footerHeading = "%nExamples:%n", footer = {
        "  huxley batch slurm model.json --nodes 8 --time 02:00:00 > job.sh; sbatch job.sh",
        "  huxley batch pbs model.json --nodes 8 --time 02:00:00 --cores-per-node 64 > job.sh; qsub job.sh"})
final class BatchCommand implements Callable<Integer> {
    private static final Pattern TIME = Pattern.compile("(?:(\\d+)-)?(\\d{1,3}):([0-5]\\d)(?::([0-5]\\d))?");
    private static final int MOST_NODES = 1 << 20;
    private static final double BYTES_PER_MiB = 1 << 20;
    /** Of the heap that the plan foretells, for what lives briefly and for what it does not see. */
    private static final double HEADROOM = 1.5;
    private static final double JAVA_ITSELF_MiB = 400;

    /** Batch systems that scripts are written for. */
    enum System {
        SLURM,
        PBS
    }

    @Parameters(index = "0", paramLabel = "slurm|pbs", description = "The batch system.")
    private System system = System.SLURM;

    @Parameters(index = "1", paramLabel = "MODEL", description = "JSON model, or a simulation in SONATA. A sweep becomes an array of jobs.")
    private Path file = Path.of("");

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Value of one of the model's parameters.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--nodes", paramLabel = "N", description = "Nodes (default: 1).")
    private int nodes = 1;

    @Option(names = "--time", paramLabel = "HH:MM:SS", required = true, description = "Limit of wall time.")
    private String time = "";

    @Option(names = "--ranks-per-node", paramLabel = "N", description = "Processes on each node; one for each NUMA domain is best (default: 2).")
    private int ranksPerNode = 2;

    @Option(names = "--cores-per-node", paramLabel = "N", description = "Cores asked for on each node (default: whole nodes with Slurm; PBS needs it).")
    private int coresPerNode;

    @Option(names = "--precision", paramLabel = "double|single", description = "Of voltages and states (default: double).")
    private Precision precision = Precision.DOUBLE;

    @Option(names = "--out", paramLabel = "DIR", description = "Results folder (default: results/NAME).")
    private @Nullable Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Matcher limit = TIME.matcher(time);
        if (!limit.matches()) {
            throw new UserError(
                    "--time " + time + " is not possible; give hours, minutes and seconds such as 02:00:00");
        }
        if (nodes < 1 || nodes > MOST_NODES || ranksPerNode < 1 || ranksPerNode > 1024) {
            throw new UserError("--nodes and --ranks-per-node must be 1 or more");
        }
        if (coresPerNode != 0 && coresPerNode < ranksPerNode) {
            throw new UserError("--cores-per-node " + coresPerNode + " is not possible; give " + ranksPerNode
                    + " or more, one for each rank, or fewer --ranks-per-node");
        }
        if (system == System.PBS && coresPerNode == 0) {
            throw new UserError("PBS has to be told how many cores a node has: --cores-per-node N");
        }
        Model model = Models.read(file, settings);
        model.warnings().forEach(w -> spec.commandLine().getErr().print(w.render()));
        spec.commandLine().getErr().flush();
        String name = Model.nameOf(file);
        Path said = model.output();
        Path results = out != null ? out : said != null ? said : Path.of("results", name);
        BatchScript script = new BatchScript(name, file, settings, results, nodes, ranksPerNode, coresPerNode,
                precision,
                seconds(limit), memory_MiB(model), model.sweep().size());
        PrintWriter console = spec.commandLine().getOut();
        console.print(system == System.SLURM ? script.slurm() : script.pbs());
        console.flush();
        return ExitCode.DONE;
    }

    /** What the largest rank needs. */
    private long memory_MiB(Model model) {
        RankPlan plan = PlanCommand.rankPlan(model, nodes * ranksPerNode, precision);
        double bytes = plan.ranks().stream().mapToDouble(RankPlan.Rank::bytes).max().orElse(0);
        return Math.round(HEADROOM * bytes / BYTES_PER_MiB + JAVA_ITSELF_MiB);
    }

    private static long seconds(Matcher limit) {
        long days = limit.group(1) == null ? 0 : Long.parseLong(limit.group(1));
        long seconds = limit.group(4) == null ? 0 : Long.parseLong(limit.group(4));
        return ((days * 24 + Long.parseLong(limit.group(2))) * 60 + Long.parseLong(limit.group(3))) * 60 + seconds;
    }
}
