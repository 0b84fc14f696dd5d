package huxley.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import huxley.io.hdf5.Hdf5Input;
import huxley.io.results.Checkpoints;
import huxley.io.results.Results;
import huxley.io.results.RunSummary;
import huxley.neuron.problem.InvalidInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.TypeConversionException;

/** Runs that are killed or stopped and go on from a checkpoint, against runs that never stopped. */
@Timeout(240)
class CheckpointTest {
    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();
    private String out = "";
    private String err = "";

    @AfterEach
    void leaveNothingRunning() {
        started.forEach(Process::destroyForcibly);
    }

    /** A ring of cells with traces and an electrode. */
    private String model() throws IOException {
        Path file = folder.resolve("model.json");
        String ring = Files.readString(Path.of(System.getProperty("huxley.root", "."), "models/ring/model.json"));
        Files.writeString(file, ring.replace("\"populations\": {", """
                "electrodes": { "tip": { "at": ["10 um", "20 um", "30 um"] } },
                "populations": {"""));
        return file.toString();
    }

    private int huxley(String... arguments) {
        StringWriter written = new StringWriter();
        StringWriter complaints = new StringWriter();
        int code = Huxley.execute(new PrintWriter(written, true), new PrintWriter(complaints, true), arguments);
        out = written.toString();
        err = complaints.toString().replace(folder + "/", "");
        return code;
    }

    /** What came out of a run that nobody stopped. */
    private Path uninterrupted(String duration) throws IOException {
        Path whole = folder.resolve("whole");
        assertEquals(0, huxley("run", model(), "--duration", duration, "--no-plots", "--out", whole.toString()),
                () -> err);
        return whole;
    }

    private static void assertSame(Path expected, Path actual) throws IOException {
        assertEquals(Files.readString(expected.resolve("spikes.csv")), Files.readString(actual.resolve("spikes.csv")));
        assertEquals(Files.readString(expected.resolve("summary.csv")),
                Files.readString(actual.resolve("summary.csv")));
        Results whole = Results.read(expected);
        Results parts = Results.read(actual);
        assertEquals(RunSummary.Status.COMPLETE, parts.summary().status());
        assertEquals(0, parts.summary().from_ms());
        for (int i = 0; i < whole.traces().size(); i++) {
            assertArrayEquals(whole.traces().get(i).time_ms(), parts.traces().get(i).time_ms());
            assertArrayEquals(whole.traces().get(i).values(), parts.traces().get(i).values());
        }
        try (Hdf5Input one = Hdf5Input.open(expected.resolve("electrodes.h5"));
                Hdf5Input other = Hdf5Input.open(actual.resolve("electrodes.h5"))) {
            assertArrayEquals(one.doubles("ecp/data"), other.doubles("ecp/data"));
            assertArrayEquals(one.doubles("ecp/time"), other.doubles("ecp/time"));
        }
        assertTrue(Files.notExists(actual.resolve(Checkpoints.NAME)));
    }

    @Test
    void aKilledRunGoesOnWithTheBitsOfOneThatNeverStopped() throws IOException, InterruptedException {
        Path whole = uninterrupted("1500 ms");
        Path results = folder.resolve("results");
        Path partial = folder.resolve("results.partial");
        for (int kills = 0; kills < 2; kills++) {
            Process run = kills == 0
                    ? start("run", model(), "--duration", "1500 ms", "--checkpoint-every", "30 ms", "--no-plots",
                            "--out",
                            results.toString())
                    : start("run", "--resume", results.toString(), "--checkpoint-every", "30 ms", "--no-plots");
            Path fresh = kills == 0 ? partial : folder.resolve("results.partial-2");
            waitFor(run, fresh.resolve(Checkpoints.PREVIOUS));
            run.destroyForcibly().waitFor();
            assertEquals(137, run.exitValue(), this::messages);
        }
        assertTrue(Files.notExists(partial), "its results were taken over");
        assertEquals(0, huxley("run", "--resume", results.toString(), "--no-plots"), () -> err);
        assertSame(whole, results);
        assertTrue(Files.notExists(folder.resolve("results.partial-2")));
    }

    @Tag("slow")
    @Test
    void oneRankThenTwoThenThree() throws IOException, InterruptedException {
        assumeTrue(Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(p -> Files.exists(Path.of(p, "mpirun.openmpi"))), "Open MPI is not installed");
        Path whole = uninterrupted("250 ms");
        Path results = folder.resolve("results");
        Process run = start("run", model(), "--duration", "250 ms", "--checkpoint-every", "10 ms", "--no-plots",
                "--out",
                results.toString());
        waitFor(run, folder.resolve("results.partial").resolve(Checkpoints.NAME));
        run.destroyForcibly().waitFor();
        Process two = startRanks(2, "run", "--resume", results.toString(), "--checkpoint-every", "10 ms", "--no-plots");
        waitFor(two, folder.resolve("results.partial-2").resolve(Checkpoints.PREVIOUS));
        two.descendants().filter(p -> p.info().command().orElse("").endsWith("java")).toList().getLast()
                .destroyForcibly();
        assertTrue(two.waitFor(60, TimeUnit.SECONDS), this::messages);
        Process three = startRanks(3, "run", "--resume", results.toString(), "--no-plots");
        assertTrue(three.waitFor(120, TimeUnit.SECONDS), this::messages);
        assertEquals(0, three.exitValue(), this::messages);
        assertSame(whole, results);
    }

    @Test
    void sigtermLeavesACheckpointAndSigusr1GoesOn() throws IOException, InterruptedException {
        Path whole = uninterrupted("1500 ms");
        Path results = folder.resolve("results");
        Process run = start("run", model(), "--duration", "1500 ms", "--no-plots", "--out", results.toString());
        Path partial = folder.resolve("results.partial");
        waitFor(run, partial.resolve("results.h5"));
        while (!Files.exists(partial.resolve(Checkpoints.NAME))) {
            assertTrue(run.isAlive(), this::messages);
            new ProcessBuilder("kill", "-USR1", Long.toString(run.pid())).start().waitFor();
            Thread.sleep(20);
        }
        run.destroy();
        assertTrue(run.waitFor(60, TimeUnit.SECONDS));
        assertEquals(130, run.exitValue(), this::messages);
        assertTrue(messages().contains("to go on: huxley run --resume "), this::messages);
        assertEquals(RunSummary.Status.INTERRUPTED, Results.read(results).summary().status());
        assertEquals(0, huxley("run", "--resume", results.toString(), "--no-plots"), () -> err);
        assertSame(whole, results);
    }

    @Test
    void aDamagedCheckpointIsRefusedByNameAndThePreviousOffered() throws IOException, InterruptedException {
        Path results = folder.resolve("results");
        Process run = start("run", model(), "--duration", "1000 s", "--checkpoint-every", "30 ms", "--no-plots",
                "--out",
                results.toString());
        Path partial = folder.resolve("results.partial");
        waitFor(run, partial.resolve(Checkpoints.PREVIOUS));
        run.destroyForcibly().waitFor();
        Path last = partial.resolve(Checkpoints.NAME);
        if (!Files.exists(last)) {
            Files.copy(partial.resolve(Checkpoints.PREVIOUS), last);
        }
        byte[] good = Files.readAllBytes(last);
        Files.write(last, Arrays.copyOf(good, good.length * 2 / 3));
        assertEquals(2, huxley("run", "--resume", results.toString()), () -> err);
        assertTrue(err.contains("results.partial/checkpoint.h5: it is damaged or cut short"), err);
        assertTrue(err.contains("hint: the one before, of t = "), err);
        assertTrue(err.contains("ms, is good: --resume '"), err);
        Files.write(last, good);
        double good_ms = Checkpoints.find(last).state().time_ms();
        for (int at = 100; at < good.length; at += good.length / 40) {
            byte[] altered = good.clone();
            altered[at] ^= 0x10;
            Files.write(last, altered);
            try {
                // On some bytes, between the parts of the file, nothing depends.
                assertEquals(good_ms, Checkpoints.find(last).state().time_ms());
            } catch (InvalidInputException refused) {
                assertTrue(String.valueOf(refused.getMessage()).contains("checkpoint.h5"), refused::toString);
            }
        }
        Files.write(last, new byte[0]);
        Path previous = partial.resolve(Checkpoints.PREVIOUS);
        Files.write(previous, new byte[10]);
        assertEquals(2, huxley("run", "--resume", results.toString()));
        assertTrue(err.contains("the one before is damaged, too; start the run anew"), err);
    }

    @Test
    void whatCannotBeResumedIsToldApart() throws IOException {
        assertEquals(2, huxley("run", "--resume", folder.resolve("none").toString()));
        assertTrue(err.contains("no such file: none"), err);
        uninterrupted("5 ms");
        assertEquals(2, huxley("run", "--resume", folder.resolve("whole").toString()));
        assertTrue(err.contains("holds no checkpoint"), err);
        assertEquals(2, huxley("run", model(), "--resume", folder.resolve("whole").toString()));
        assertTrue(err.contains("leave out MODEL"), err);
        assertEquals(2, huxley("run"));
        assertTrue(err.contains("missing required parameter: 'MODEL'"), err);
        assertEquals(2, huxley("run", model(), "--checkpoint-every", "often"));
        assertTrue(err.contains("give wall time such as \"30 s\""), err);
    }

    @Test
    void unitsTellWallTimeFromSimulatedTime() {
        assertEquals(new CheckpointInterval(600, Double.POSITIVE_INFINITY), CheckpointInterval.of("10 min"));
        assertEquals(new CheckpointInterval(10, Double.POSITIVE_INFINITY), CheckpointInterval.of("10s"));
        assertEquals(new CheckpointInterval(Double.POSITIVE_INFINITY, 50), CheckpointInterval.of("50 ms"));
        for (String wrong : List.of("", "10", "0 s", "-3 s", "3 days", "1.2.3 s")) {
            assertThrows(TypeConversionException.class, () -> CheckpointInterval.of(wrong), wrong);
        }
    }

    private void waitFor(Process run, Path file) throws InterruptedException {
        while (!Files.exists(file)) {
            assertTrue(run.isAlive(), this::messages);
            Thread.sleep(2);
        }
    }

    private Process startRanks(int ranks, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("mpirun.openmpi", "-n", Integer.toString(ranks),
                "--allow-run-as-root", "--oversubscribe", "--bind-to", "none", "--mca", "mpi_yield_when_idle", "1"));
        command.addAll(java(arguments));
        return start(command);
    }

    private Process start(String... arguments) throws IOException {
        return start(java(arguments));
    }

    private Process start(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(folder.resolve("messages").toFile()).start();
        started.add(process);
        return process;
    }

    private static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-Xmx512m", "-Djava.awt.headless=true", "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                Huxley.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private String messages() {
        try {
            return Files.readString(folder.resolve("messages"));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
