package huxley.hpc.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TransportTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void threadsHearWhatOthersSay(int ranks) throws InterruptedException {
        AtomicReferenceArray<Throwable> failures = run(LocalTransport.connected(ranks), Conversation::hold);
        for (int rank = 0; rank < ranks; rank++) {
            assertEquals(null, failures.get(rank));
        }
    }

    @Test
    void aThreadThatEndsTheJobEndsTheOthers() throws InterruptedException {
        AtomicReferenceArray<Throwable> failures = run(LocalTransport.connected(3), transport -> {
            if (transport.rank() == 1) {
                transport.abort(3);
            }
            transport.exchange(ByteBuffer.allocate(8)).await();
        });
        for (int rank = 0; rank < 3; rank++) {
            assertInstanceOf(RankLost.class, failures.get(rank));
        }
    }

    @ParameterizedTest
    @CsvSource({"mpirun.openmpi, 1, Open MPI", "mpirun.openmpi, 2, Open MPI", "mpirun.openmpi, 3, Open MPI",
            "mpirun.mpich, 2, MPICH"})
    void processesOfAnMpiJobHearWhatOthersSay(String launcher, int ranks, String library)
            throws IOException, InterruptedException {
        Ended ended = launch(launcher, ranks);
        assertEquals(0, ended.code, ended.output);
        for (int rank = 0; rank < ranks; rank++) {
            assertTrue(ended.output.contains("rank " + rank + " of " + ranks + " by MPI (" + library), ended.output);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void processesOfAnMpjJobHearWhatOthersSay(int ranks) throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/usr/share/mpj/lib/mpi.jar")), "MPJ Express is not installed");
        try (MpjMeeting meeting = new MpjMeeting(ranks)) {
            List<Process> processes = new ArrayList<>();
            List<Path> outputs = new ArrayList<>();
            for (int rank = 0; rank < ranks; rank++) {
                outputs.add(Files.createTempFile("rank", ".txt"));
                ProcessBuilder builder = new ProcessBuilder(conversation()).redirectErrorStream(true)
                        .redirectOutput(outputs.getLast().toFile());
                builder.environment().putAll(meeting.environment(rank));
                builder.environment().put("MPJ_HOME", "/usr/share/mpj");
                processes.add(builder.start());
            }
            for (int rank = 0; rank < ranks; rank++) {
                Ended ended = ended(processes.get(rank), outputs.get(rank));
                assertEquals(0, ended.code, ended.output);
                assertEquals("rank " + rank + " of " + ranks + " by MPJ Express", ended.output.strip());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mpirun.openmpi", "mpirun.mpich"})
    void aProcessThatEndsTheJobEndsTheOthers(String launcher) throws IOException, InterruptedException {
        Ended ended = launch(launcher, 2, "3");
        assertEquals(3, ended.code, ended.output);
        assertTrue(!ended.output.contains("rank 0 of"), ended.output);
    }

    @Test
    void aJobIsKnownByWhatLaunchersSet() {
        assertEquals(Job.ALONE, Job.of(Map.of()));
        assertEquals(Job.OPEN_MPI, Job.of(Map.of("OMPI_COMM_WORLD_SIZE", "2", "PMIX_RANK", "0")));
        assertEquals(Job.OPEN_MPI, Job.of(Map.of("PMIX_RANK", "0", "SLURM_PROCID", "0")));
        assertEquals(Job.MPICH, Job.of(Map.of("PMI_RANK", "0")));
        assertEquals(Job.ALONE, Job.of(Map.of("SLURM_PROCID", "0", "SLURM_STEP_ID", "0", "SLURM_STEP_NUM_TASKS", "1")));
        Map<String, String> apart = Map.of("SLURM_PROCID", "0", "SLURM_STEP_ID", "0", "SLURM_STEP_NUM_TASKS", "4");
        String message = assertThrows(IllegalStateException.class, () -> Job.join(apart)).getMessage();
        assertTrue(message.contains("4 tasks") && message.contains("--mpi=pmix"), message);
    }

    @Test
    void aLibraryThatIsNotThereIsNamed() {
        Map<String, String> environment = Map.of("PMI_RANK", "0", Job.LIBRARY, "libnone.so");
        String message = assertThrows(IllegalStateException.class, () -> Job.join(environment)).getMessage();
        assertTrue(message.contains("libnone.so"), message);
    }

    private interface Work {
        void on(Transport transport);
    }

    private static AtomicReferenceArray<Throwable> run(List<Transport> ends, Work work) throws InterruptedException {
        AtomicReferenceArray<Throwable> failures = new AtomicReferenceArray<>(ends.size());
        List<Thread> threads = new ArrayList<>();
        for (Transport end : ends) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    work.on(end);
                } catch (RuntimeException | AssertionError failure) {
                    failures.set(end.rank(), failure);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return failures;
    }

    private record Ended(int code, String output) {
    }

    /** This class path's {@link Conversation} as so many processes. */
    private static Ended launch(String launcher, int ranks, String... arguments)
            throws IOException, InterruptedException {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(":")).anyMatch(p -> Files.isExecutable(Path.of(p, launcher))),
                launcher + " is not installed");
        List<String> command = new ArrayList<>(List.of(launcher));
        if (launcher.endsWith("openmpi")) {
            command.addAll(List.of("--allow-run-as-root", "--oversubscribe", "--mca", "mpi_yield_when_idle", "1"));
        }
        command.addAll(List.of("-n", Integer.toString(ranks)));
        command.addAll(conversation());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("ranks", ".txt");
        return ended(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start(),
                output);
    }

    private static List<String> conversation() {
        return List.of(ProcessHandle.current().info().command().orElseThrow(), "-XX:+UseSerialGC", "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                Conversation.class.getName());
    }

    private static Ended ended(Process process, Path output) throws IOException, InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
        String text = Files.readString(output);
        Files.delete(output);
        return new Ended(process.exitValue(), text);
    }
}
