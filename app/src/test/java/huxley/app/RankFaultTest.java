package huxley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What befalls one rank ends the whole job, with one message that names the rank and the cause. */
@Timeout(180)
class RankFaultTest {
    /** Two cells, of which {@code bad} leaves the range of numbers. */
    private static final String MODEL = """
            {
              "huxley": "1",
              "mechanisms": "leaky.mod",
              "simulation": { "duration": "%s", "temperature": "20 degC", "flushEvery": "0.1 s" },
              "cells": {
                "good": { "morphology": { "sections": { "soma": { "length": "20 um", "diameter": "20 um" } } },
                          "paint": [ { "region": "all", "mechanisms": { "pas": {} } } ] },
                "bad": { "morphology": { "sections": { "soma": { "length": "20 um", "diameter": "20 um" } } },
                         "paint": [ { "region": "all", "mechanisms": { "%s": {} } } ] }
              },
              "record": [ { "variable": "v", "cell": "good", "at": "soma(0.5)" } ]
            }
            """;

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();
    private final List<Path> mounted = new ArrayList<>();

    @BeforeEach
    void needOpenMpi() throws IOException {
        assumeTrue(Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(p -> Files.exists(Path.of(p, "mpirun.openmpi"))), "Open MPI is not installed");
        Files.writeString(folder.resolve("leaky.mod"), """
                NEURON { SUFFIX leaky NONSPECIFIC_CURRENT i }
                ASSIGNED { i (mA/cm2) v (mV) }
                BREAKPOINT { i = v * exp(200 * t) }
                """);
    }

    @AfterEach
    void leaveNothingRunning() throws IOException, InterruptedException {
        started.forEach(Process::destroyForcibly);
        for (Path disk : mounted) {
            new ProcessBuilder("umount", "-l", disk.toString()).start().waitFor();
        }
    }

    private Path model(String duration, String mechanism) throws IOException {
        return Files.writeString(folder.resolve("model.json"), MODEL.formatted(duration, mechanism));
    }

    @Test
    void aRankWithoutTheModelIsNamed() throws Exception {
        model("20 ms", "pas");
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        List<String> command = mpirun("-n", "1", "-wdir", folder.toString());
        command.addAll(java("run", "model.json", "--no-plots", "--out", "results"));
        command.addAll(List.of(":", "-n", "1", "-wdir", elsewhere.toString()));
        command.addAll(java("run", "model.json", "--no-plots", "--out", "results"));
        assertEquals(2, end(command), this::messages);
        assertEquals(1, count("no such file: model.json"), this::messages);
        assertEquals(1, count("huxley: rank 1 failed:"), this::messages);
        assertTrue(Files.notExists(folder.resolve("results")));
    }

    @Test
    void numbersThatFailOnOneRankAreNamedWithIt() throws Exception {
        Path results = folder.resolve("results");
        List<String> command = mpirun("-n", "2");
        command.addAll(java("run", model("20 ms", "leaky").toString(), "--no-plots", "--out", results.toString()));
        assertEquals(ExitCode.NUMERICAL_FAILURE, end(command), this::messages);
        assertEquals(1, count("huxley: "), this::messages);
        assertEquals(1, count("cell bad (gid 1), compartment 0, leaky.i = NaN at t = "), this::messages);
        assertTrue(Files.size(results.resolve("results.h5")) > 1000, "what came before is kept");
    }

    @Test
    void aFullDiskEndsAllRanksWithOneMessage() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=160k", "tmpfs", disk.toString()).start()
                .waitFor() == 0, "only root may mount a small disk");
        mounted.add(disk);
        List<String> command = mpirun("-n", "2");
        command.addAll(java("run", model("10000 s", "pas").toString(), "--no-plots", "--out",
                disk.resolve("results").toString()));
        assertNotEquals(0, end(command), this::messages);
        assertEquals(1, count("huxley: cannot write results: "), this::messages);
        assertEquals(1, count("huxley: rank 0 ends the job"), this::messages);
        assertTrue(Files.size(disk.resolve("results.partial/results.h5")) > 1000);
    }

    private long count(String words) {
        return messages().lines().filter(line -> line.contains(words)).count();
    }

    /** Runs a job to its end; none of its processes outlives it. */
    private int end(List<String> command) throws IOException, InterruptedException {
        Process job = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(folder.resolve("messages").toFile()).start();
        started.add(job);
        List<ProcessHandle> ranks = List.of();
        while (job.isAlive()) {
            List<ProcessHandle> now = job.descendants().toList();
            ranks = now.isEmpty() ? ranks : now;
            job.waitFor(100, TimeUnit.MILLISECONDS);
        }
        for (ProcessHandle rank : ranks) {
            rank.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        }
        return job.exitValue();
    }

    private static List<String> mpirun(String... arguments) {
        List<String> command = new ArrayList<>(List.of("mpirun.openmpi", "--allow-run-as-root", "--oversubscribe",
                "--mca", "mpi_yield_when_idle", "1"));
        command.addAll(List.of(arguments));
        return command;
    }

    private static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-Xmx512m", "-Djava.awt.headless=true", "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED", "-cp", absolute(System.getProperty("java.class.path")),
                Huxley.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String absolute(String classPath) {
        return String.join(":",
                Arrays.stream(classPath.split(":")).map(p -> Path.of(p).toAbsolutePath().toString()).toList());
    }

    private String messages() {
        try {
            return Files.readString(folder.resolve("messages"));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
