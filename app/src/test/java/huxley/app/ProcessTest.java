package huxley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import huxley.io.results.Results;
import huxley.io.results.RunSummary;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own can show: it is interrupted or killed, and its disk fills up. */
@Timeout(120)
class ProcessTest {
    /** Hours of simulated time, every step recorded. */
    private static final String ENDLESS = """
            {
              "huxley": "1",
              "simulation": { "duration": "10000 s", "temperature": "20 degC", "initialVoltage": "-70 mV", "flushEvery": "0.1 s" },
              "cells": {
                "ball": {
                  "morphology": { "sections": { "soma": { "length": "20 um", "diameter": "20 um" } } },
                  "paint": [ { "region": "all", "capacitance": "1 uF/cm2", "axialResistivity": "100 ohm cm",
                    "mechanisms": { "pas": { "e": "-65 mV" } } } ]
                }
              },
              "record": [ { "variable": "v", "at": "soma(0.5)" } ]
            }
            """;

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();
    private final List<Path> mounted = new ArrayList<>();

    @AfterEach
    void leaveNothingRunning() throws IOException, InterruptedException {
        started.forEach(Process::destroyForcibly);
        for (Path disk : mounted) {
            // Lazily: what was read from it may still be mapped into memory.
            command("umount", "-l", disk.toString());
        }
    }

    @Test
    void interruptedRunEndsWith130AndKeepsWhatItRecorded() throws IOException, InterruptedException {
        assumeTrue(receivesInterrupts(), "this process ignores SIGINT, and so do those it starts");
        Path results = folder.resolve("results");
        Process run = run(results);
        waitForSamples(run, folder.resolve("results.partial/results.h5"));
        assertEquals(0, command("kill", "-INT", Long.toString(run.pid())));
        assertEquals(130, exitCode(run), this::messages);
        Results kept = Results.read(results);
        assertEquals(RunSummary.Status.INTERRUPTED, kept.summary().status());
        double[] time_ms = kept.traces().getFirst().time_ms();
        assertTrue(time_ms.length > 1000, time_ms.length + " samples");
        assertEquals(kept.summary().reached_ms(), time_ms[time_ms.length - 1], 0.05);
        assertTrue(messages().contains("interrupted after "), this::messages);
        assertTrue(Files.notExists(folder.resolve("results.partial")));
    }

    @Test
    void killedRunCanBePlotted() throws IOException, InterruptedException {
        Process run = run(folder.resolve("results"));
        Path partial = folder.resolve("results.partial");
        waitForSamples(run, partial.resolve("results.h5"));
        // Longer than it takes to save them.
        Thread.sleep(1000);
        run.destroyForcibly().waitFor();
        Results kept = Results.read(partial);
        assertEquals(RunSummary.Status.RUNNING, kept.summary().status());
        double[] time_ms = kept.traces().getFirst().time_ms();
        assertTrue(time_ms.length > 1000, time_ms.length + " samples");
        assertEquals(time_ms[time_ms.length - 1], kept.summary().reached_ms());
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said, true);
        assertEquals(0, Huxley.execute(writer, writer, "plot", partial.toString(), "--out", folder.toString()),
                said::toString);
        assertTrue(Files.size(folder.resolve("traces.png")) > 1000);
    }

    @Test
    void fullDiskIsOneMessageAndWhatWasRecordedIsReadable() throws IOException, InterruptedException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(command("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()) == 0,
                "only root may mount a small disk");
        mounted.add(disk);
        Process run = run(disk.resolve("results"));
        assertEquals(2, exitCode(run), this::messages);
        List<String> complaints = messages().lines().filter(line -> line.startsWith("huxley:")).toList();
        Path partial = disk.resolve("results.partial");
        assertEquals(1, complaints.size(), this::messages);
        assertTrue(complaints.getFirst().matches("huxley: cannot write results: .+; what was written until then is in "
                + partial), this::messages);
        try (HdfFile file = new HdfFile(partial.resolve("results.h5"))) {
            double[] v_mV = (double[]) file.getDatasetByPath("traces/soma(0.5).v").getData();
            assertTrue(v_mV.length > 10_000, v_mV.length + " samples");
            assertEquals(-65, v_mV[v_mV.length - 1], 1e-6);
        }
    }

    private Process run(Path results) throws IOException {
        Path model = Files.writeString(folder.resolve("endless.json"), ENDLESS);
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-Xmx512m", "-Djava.awt.headless=true",
                "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), Huxley.class.getName(), "run", model.toString(), "--no-plots",
                "--backend", "scalar", "--threads", "1", "--out", results.toString()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("messages").toFile()).start();
        started.add(process);
        return process;
    }

    private String messages() {
        try {
            return Files.readString(folder.resolve("messages"));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private void waitForSamples(Process run, Path file) throws IOException, InterruptedException {
        while (!Files.exists(file) || Files.size(file) < 1 << 18) {
            assertTrue(run.isAlive(), this::messages);
            Thread.sleep(50);
        }
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertTrue(process.waitFor(100, TimeUnit.SECONDS), "still running");
        return process.exitValue();
    }

    /** A shell starts what runs in the background with SIGINT ignored. */
    private static boolean receivesInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return false;
        }
        return Files.readAllLines(status).stream().filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .allMatch(ignored -> (ignored & 2) == 0);
    }

    private static int command(String... words) throws InterruptedException {
        try {
            return new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start().waitFor();
        } catch (IOException absent) {
            return -1;
        }
    }
}
