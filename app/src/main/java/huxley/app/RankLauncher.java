package huxley.app;

import huxley.hpc.transport.MpjMeeting;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts the ranks of {@code run --ranks}, waits for them, and lets none outlive the others or this process. */
record RankLauncher(int ranks, Carrier carrier, PrintWriter err) {
    /** What ranks talk through. */
    enum Carrier {
        AUTO,
        MPI,
        MPJ
    }

    /** Exit code of a process that SIGKILL ended. */
    private static final int KILLED = 137;
    private static final long LOOK_AROUND_ms = 50;
    /** After one rank has failed, which the others see where they talk to it, they have this long to end by themselves. */
    private static final long GRACE_s = 5;

    /** What there is to start ranks with, in words; empty if nothing. */
    static String carriers() {
        Optional<String> mpi = mpirun().map(path -> {
            try {
                return (isOpenMpi(path) ? "Open MPI" : "MPICH or its kin") + " (" + path + ")";
            } catch (IOException cannotStart) {
                return path + ", which does not start";
            }
        });
        Optional<String> mpj = MpjMeeting.home(System.getenv()).map(home -> "MPJ Express (" + home + ")");
        return Stream.of(mpi, mpj).flatMap(Optional::stream).collect(Collectors.joining(", "));
    }

    private static Optional<Path> mpirun() {
        return find("mpirun").or(() -> find("mpiexec"));
    }

    /** @param arguments of the command line, with those that asked for ranks; returns the exit code */
    int launch(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(launcher()));
        command.addAll(withoutRanks(arguments));
        Optional<Path> mpirun = mpirun();
        if (carrier == Carrier.MPI && mpirun.isEmpty()) {
            throw new UserError("there is no mpirun (Debian: apt install openmpi-bin), which --carrier mpi needs");
        }
        try {
            return mpirun.isPresent() && carrier != Carrier.MPJ ? byMpi(mpirun.get(), command) : byMpj(command);
        } catch (IOException cannot) {
            throw new UserError("cannot start ranks: " + cannot.getMessage());
        }
    }

    /** The script that started this process. */
    private static String launcher() {
        Path script = Path.of(System.getProperty("huxley.home", "."), "huxley");
        if (!Files.isExecutable(script)) {
            throw new UserError(
                    "--ranks needs the huxley script, which is not in " + script.toAbsolutePath().getParent()
                            + "; start ranks with mpirun");
        }
        return script.toString();
    }

    static List<String> withoutRanks(List<String> arguments) {
        List<String> left = new ArrayList<>();
        for (Iterator<String> all = arguments.iterator(); all.hasNext();) {
            String next = all.next();
            if (next.equals("--ranks") || next.equals("--carrier")) {
                all.next();
            } else if (!next.startsWith("--ranks=") && !next.startsWith("--carrier=")) {
                left.add(next);
            }
        }
        return left;
    }

    private static Optional<Path> find(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":")).map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable).findFirst();
    }

    private int byMpi(Path mpirun, List<String> command) throws IOException {
        List<String> all = new ArrayList<>(List.of(mpirun.toString(), "-n", Integer.toString(ranks)));
        ProcessBuilder builder = new ProcessBuilder(all);
        if (isOpenMpi(mpirun)) {
            all.add("--oversubscribe");
            if (ranks > Runtime.getRuntime().availableProcessors()) {
                all.addAll(List.of("--bind-to", "none", "--mca", "mpi_yield_when_idle", "1"));
            }
            // Containers run as root; Open MPI wants to be told that this is meant.
            builder.environment().putAll(Map.of("OMPI_ALLOW_RUN_AS_ROOT", "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1"));
        }
        all.addAll(command);
        return wait(List.of(builder.command(all).inheritIO().start()));
    }

    private static boolean isOpenMpi(Path mpirun) throws IOException {
        Process process = new ProcessBuilder(mpirun.toString(), "--version").redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).contains("Open MPI");
    }

    int byMpj(List<String> command) throws IOException {
        Path home = MpjMeeting.home(System.getenv()).orElseThrow(() -> new UserError(
                "there is neither mpirun (Debian: apt install openmpi-bin) nor MPJ Express (apt install libmpj-java)"));
        try (MpjMeeting meeting = new MpjMeeting(ranks)) {
            List<Process> processes = new ArrayList<>();
            for (int rank = 0; rank < ranks; rank++) {
                ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
                builder.environment().putAll(meeting.environment(rank));
                builder.environment().put("MPJ_HOME", home.toString());
                processes.add(builder.start());
            }
            return wait(processes);
        }
    }

    /** The exit code of the first that failed, else 0. */
    private int wait(List<Process> processes) {
        Thread end = new Thread(() -> end(processes), "end of ranks");
        Runtime.getRuntime().addShutdownHook(end);
        Runnable forgetUsr1 = Signals.receive("USR1", () -> askForCheckpoint(processes));
        try {
            int code = 0;
            while (processes.stream().anyMatch(Process::isAlive) && code == 0) {
                Thread.sleep(LOOK_AROUND_ms);
                code = code(processes);
            }
            tellWhoWasKilled(processes);
            for (Process process : processes) {
                if (!process.waitFor(GRACE_s, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            }
            return code;
        } catch (InterruptedException nobodyInterrupts) {
            throw new IllegalStateException(nobodyInterrupts);
        } finally {
            forgetUsr1.run();
            try {
                Runtime.getRuntime().removeShutdownHook(end);
            } catch (IllegalStateException alreadyEnding) {
                // The hook then waits for the ranks.
            }
        }
    }

    /** Of ranks that this process has started itself; mpirun tells of its own. */
    private void tellWhoWasKilled(List<Process> processes) {
        for (int rank = 0; rank < processes.size() && processes.size() > 1; rank++) {
            Process process = processes.get(rank);
            if (!process.isAlive() && process.exitValue() == KILLED) {
                err.println("huxley: rank " + rank + " was killed");
            }
        }
    }

    private static int code(List<Process> processes) {
        return processes.stream().filter(p -> !p.isAlive()).mapToInt(Process::exitValue).filter(c -> c != 0)
                .findFirst().orElse(0);
    }

    /** One rank that hears it is enough. */
    private void askForCheckpoint(List<Process> processes) {
        ranksOf(processes).findFirst().ifPresent(rank -> {
            try {
                new ProcessBuilder("kill", "-USR1", Long.toString(rank.pid())).inheritIO().start();
            } catch (IOException cannot) {
                err.println("huxley: cannot ask for a checkpoint: " + cannot.getMessage());
            }
        });
    }

    private static Stream<ProcessHandle> ranksOf(List<Process> processes) {
        return processes.stream().flatMap(p -> Stream.concat(Stream.of(p.toHandle()), p.descendants()))
                .filter(p -> p.info().command().orElse("").endsWith("/java"));
    }

    /** This process is told to end, so are they; they keep what they recorded first, for which mpirun would give them no time. */
    private static void end(List<Process> processes) {
        ranksOf(processes).forEach(ProcessHandle::destroy);
        for (Process process : processes) {
            try {
                process.waitFor();
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
