package huxley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.app.PlanCommand.Plan;
import huxley.app.PlanCommand.Share;
import huxley.hpc.transport.LocalTransport;
import huxley.hpc.transport.Transport;
import huxley.io.model.Model;
import huxley.io.model.ModelReader;
import huxley.partition.Assignment;
import huxley.partition.Grouping;
import huxley.solver.engine.Engine;
import huxley.solver.engine.Simulation;
import huxley.solver.lowering.Superposition;
import huxley.solver.precision.Precision;
import huxley.solver.scalar.ScalarBackend;
import huxley.synapse.Projection;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is planned beside what ranks then have. */
class PlanTest {
    private static final Path MODELS = Path.of(System.getProperty("huxley.root", "."), "models");

    private static Model network(int excitatory) {
        return ModelReader.read(MODELS.resolve("balanced-network/model.json"),
                Map.of("excitatory", Integer.toString(excitatory), "inhibitory", Integer.toString(excitatory / 4)));
    }

    private static Plan plan(Model model, int ranks) {
        return PlanCommand.plan(model, ranks, 1, 5, Precision.DOUBLE, new ScalarBackend());
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4"})
    void connectionsOfEachRankAreThoseThatItsCellsGet(int ranks) {
        Model model = network(400);
        Assignment assignment = Assignment.of(model.circuit(), model.experiment().dt_ms(), ranks);
        Plan plan = plan(model, ranks);
        long compartments = 0;
        for (Share share : plan.shares()) {
            int[] gids = assignment.gids(share.rank());
            long real = 0;
            for (Projection projection : model.circuit().projections()) {
                real += Arrays.stream(gids).filter(gid -> projection.target().contains(gid))
                        .mapToLong(projection.incoming()::countOnto).sum();
            }
            assertEquals(real, share.connections(), 0.05 * real);
            compartments += share.compartments();
        }
        assertEquals(Run.compartments(model.circuit()), compartments);
        assertTrue(plan.imbalance() >= 1 && plan.imbalance() < 1.15, "imbalance " + plan.imbalance());
        assertEquals(1000 / plan.exchanges_per_s(), plan.epoch_ms(), 1e-9);
    }

    @Test
    void epochIsThatOfTheEngine() {
        Model model = network(100);
        int[][] groups = Grouping.of(model.circuit(), model.experiment().dt_ms(), 1, Superposition::holds);
        Simulation simulation = new Simulation(model.circuit(), model.experiment(),
                new Engine(new ScalarBackend(), 1, groups));
        assertEquals(simulation.epochSteps() * model.experiment().dt_ms(), plan(model, 2).epoch_ms(), 1e-9);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"1", "2", "4"})
    void memoryIsWithinAQuarterOfTheGrowthOfTheHeap(int ranks) throws Exception {
        grown(network(40), ranks);
        Model model = network(4000);
        double bytes = grown(model, ranks);
        Plan plan = plan(model, ranks);
        double planned = plan.shares().stream().mapToLong(Share::memory_bytes).sum();
        // One list of cells serves all ranks here.
        double once = (ranks - 1) * 300.0 * model.circuit().cells().size();
        System.out.printf("%d ranks: %.1f MB, planned %.1f MB%n", ranks, bytes * 1e-6, (planned - once) * 1e-6);
        assertEquals(bytes, planned - once, 0.25 * bytes);
    }

    /** What the heap grows by when all ranks build their parts. */
    private static double grown(Model model, int ranks) throws Exception {
        double before = used();
        Assignment assignment = Assignment.of(model.circuit(), model.experiment().dt_ms(), ranks);
        List<Simulation> built = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(ranks)) {
            List<Future<Simulation>> building = new ArrayList<>();
            for (Transport transport : LocalTransport.connected(ranks)) {
                building.add(threads.submit(() -> new Simulation(model.circuit(), model.experiment(),
                        new Engine(new ScalarBackend(), 1, Grouping.of(model.circuit(), model.experiment().dt_ms(), 1,
                                Superposition::holds, assignment.gids(transport.rank()))).with(transport))));
            }
            for (Future<Simulation> one : building) {
                built.add(one.get());
            }
        }
        double after = used();
        Reference.reachabilityFence(built);
        return after - before;
    }

    private static double used() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(30);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void aThousandRanksArePlannedWithoutBuildingANetwork(@TempDir Path folder) throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Path picture = folder.resolve("plan.png");
        assertEquals(0, Huxley.execute(new PrintWriter(out), new PrintWriter(err), "plan",
                MODELS.resolve("balanced-network/model.json").toString(), "--set", "excitatory=80000", "--set",
                "inhibitory=20000", "--ranks", "1024", "--json", "--picture", picture.toString()), err::toString);
        JsonNode plan = JsonMapper.builder().build().readTree(out.toString());
        assertEquals(1024, plan.get("shares").size());
        assertEquals(100_000, plan.get("shares").valueStream().mapToInt(s -> s.get("cells").asInt()).sum());
        assertTrue(Files.size(picture) > 1000);
    }

    @Test
    void theTableNamesRanksAndTheExchange() {
        StringWriter out = new StringWriter();
        assertEquals(0, Huxley.execute(new PrintWriter(out), new PrintWriter(new StringWriter()), "plan",
                MODELS.resolve("ring/model.json").toString(), "--ranks", "2"));
        assertTrue(
                out.toString().startsWith("2 ranks of 1 thread; for a second of simulated time at 5 Hz:\nRANK  CELLS"),
                out::toString);
        assertTrue(out.toString().contains("the slowest rank takes 1."), out::toString);
        assertTrue(out.toString().contains("100 exchanges, one every 10 ms, of "), out::toString);
    }
}
