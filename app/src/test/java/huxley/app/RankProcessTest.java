package huxley.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import huxley.hpc.transport.MpjMeeting;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranks as processes of their own. */
@Timeout(240)
class RankProcessTest {
    private static final String RING = System.getProperty("huxley.root", ".") + "/models/ring/model.json";

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void leaveNothingRunning() {
        started.forEach(Process::destroyForcibly);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mpirun.openmpi", "mpirun.mpich", "mpj"})
    void resultsAreThoseOfOneProcess(String launcher) throws IOException, InterruptedException {
        run(folder.resolve("one"));
        assertEquals(0, together(launcher, "run", RING, "--duration", "60 ms", "--no-plots", "--out",
                folder.resolve("two").toString()), this::messages);
        assertTrue(messages().contains("; 2 ranks by MP"), this::messages);
        for (String file : List.of("spikes.csv", "results.h5", "summary.csv")) {
            assertArrayEquals(Files.readAllBytes(folder.resolve("one").resolve(file)),
                    Files.readAllBytes(folder.resolve("two").resolve(file)), file);
        }
    }

    @Test
    void aStateSavedByTwoRanksIsContinuedByOne() throws IOException, InterruptedException {
        run(folder.resolve("whole"));
        assertEquals(0,
                together("mpirun.openmpi", "run", RING, "--duration", "30 ms", "--no-plots", "--save-state", "--out",
                        folder.resolve("first").toString()),
                this::messages);
        StringWriter err = new StringWriter();
        assertEquals(0, Huxley.execute(new PrintWriter(new StringWriter()), new PrintWriter(err), "run", RING,
                "--duration", "60 ms", "--no-plots", "--from-state", folder.resolve("first/state.h5").toString(),
                "--out", folder.resolve("second").toString()), err::toString);
        List<String> both = new ArrayList<>(Files.readAllLines(folder.resolve("first/spikes.csv")));
        List<String> rest = Files.readAllLines(folder.resolve("second/spikes.csv"));
        assertTrue(both.size() > 1 && rest.size() > 1, both + " " + rest);
        both.addAll(rest.subList(1, rest.size()));
        assertEquals(Files.readAllLines(folder.resolve("whole/spikes.csv")), both);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mpirun.openmpi", "mpj"})
    void wrongInputIsToldOnce(String launcher) throws IOException, InterruptedException {
        assertEquals(2, together(launcher, "run", folder.resolve("nothing.json").toString()), this::messages);
        assertEquals(1, messages().lines().filter(line -> line.contains("no such file")).count(), this::messages);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mpirun.openmpi", "mpj"})
    void aKilledRankEndsTheJobAndWhatWasRecordedIsKept(String launcher) throws Exception {
        Path results = folder.resolve("results");
        Process job = start(launcher, "run", RING, "--duration", "10000 s", "--no-plots", "--flush-every", "0", "--out",
                results.toString());
        Path spikes = folder.resolve("results.partial/spikes.h5");
        while (!Files.exists(spikes) || Files.size(spikes) < 10_000) {
            assertTrue(job.isAlive(), this::messages);
            Thread.sleep(50);
        }
        List<ProcessHandle> ranks = job.descendants().filter(p -> p.info().command().orElse("").endsWith("java"))
                .toList();
        ranks.getLast().destroyForcibly();
        assertTrue(job.waitFor(60, TimeUnit.SECONDS), this::messages);
        assertNotEquals(0, job.exitValue(), this::messages);
        assertTrue(messages().contains("rank"), this::messages);
        for (ProcessHandle rank : ranks) {
            rank.onExit().get(10, TimeUnit.SECONDS);
        }
        Path kept = Files.exists(results) ? results.resolve("spikes.h5") : spikes;
        assertTrue(Files.size(kept) >= 10_000, this::messages);
    }

    @Test
    void argumentsThatAskForRanksAreNotPassedOn() {
        assertEquals(List.of("run", "m.json", "--out", "o"), RankLauncher.withoutRanks(
                List.of("run", "--ranks", "4", "m.json", "--carrier=mpj", "--out", "o")));
    }

    private static void run(Path results) {
        StringWriter err = new StringWriter();
        assertEquals(0, Huxley.execute(new PrintWriter(new StringWriter()), new PrintWriter(err), "run", RING,
                "--duration", "60 ms", "--no-plots", "--out", results.toString()), err::toString);
    }

    private int together(String launcher, String... arguments) throws IOException, InterruptedException {
        Process job = start(launcher, arguments);
        assertTrue(job.waitFor(2, TimeUnit.MINUTES), this::messages);
        return job.exitValue();
    }

    private Process start(String launcher, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        boolean mpj = launcher.equals("mpj");
        assumeTrue(mpj
                ? MpjMeeting.home(Map.of()).isPresent()
                : Arrays.stream(System.getenv("PATH").split(":")).anyMatch(p -> Files.exists(Path.of(p, launcher))),
                launcher + " is not installed");
        if (!mpj) {
            command.addAll(List.of(launcher, "-n", "2"));
        }
        if (launcher.endsWith("openmpi")) {
            command.addAll(List.of("--allow-run-as-root", "--oversubscribe", "--mca", "mpi_yield_when_idle", "1"));
        }
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m", "-Djava.awt.headless=true",
                "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path")));
        command.add(mpj ? Starter.class.getName() : Huxley.class.getName());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(folder.resolve("messages").toFile()).start();
        started.add(process);
        return process;
    }

    /** Starts two ranks of MPJ Express with the class path of this process, as {@code --ranks} does with the script. */
    static final class Starter {
        private Starter() {
        }

        public static void main(String[] arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(),
                    "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m", "-Djava.awt.headless=true",
                    "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-cp",
                    System.getProperty("java.class.path"), Huxley.class.getName()));
            command.addAll(List.of(arguments));
            System.exit(new RankLauncher(2, RankLauncher.Carrier.MPJ, new PrintWriter(System.err, true))
                    .byMpj(command));
        }
    }

    private String messages() {
        try {
            return Files.readString(folder.resolve("messages"));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
