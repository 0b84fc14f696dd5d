package huxley.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.io.results.Results;
import huxley.io.results.RunSummary;
import huxley.io.results.Sweep;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the user types, and what comes back. */
class CommandLineTest {
    private static final String ROOT = System.getProperty("huxley.root", ".");
    private static final String SQUID = ROOT + "/models/squid-axon/model.json";

    /** A passive cell; {@code %s} stands for the mechanism and more keys. */
    private static final String BALL = """
            {
              "huxley": "1", %s
              "parameters": { "amplitude": "10 pA" },
              "simulation": { "duration": "5 ms", "temperature": "20 degC", "initialVoltage": "-70 mV" },
              "cells": {
                "ball": {
                  "morphology": { "sections": { "soma": { "length": "20 um", "diameter": "20 um" } } },
                  "paint": [ { "region": "all", "capacitance": "1 uF/cm2", "axialResistivity": "100 ohm cm",
                    "mechanisms": { "%s": {} } } ],
                  "place": { "electrode": { "at": "soma(0.5)",
                    "step": { "start": "1 ms", "duration": "3 ms", "amplitude": "amplitude" } } }
                }
              },
              "record": [ { "variable": "v", "at": "soma(0.5)" } ]
            }
            """;

    @TempDir
    private Path folder;

    private String out = "";
    private String err = "";

    private int huxley(String... arguments) {
        StringWriter written = new StringWriter();
        StringWriter complaints = new StringWriter();
        int code = Huxley.execute(new PrintWriter(written, true), new PrintWriter(complaints, true), arguments);
        out = written.toString();
        err = complaints.toString();
        return code;
    }

    private String model(String keys, String mechanism) throws IOException {
        return Files.writeString(folder.resolve("ball.json"), BALL.formatted(keys, mechanism)).toString();
    }

    @Test
    void runLeavesTracesSummariesAndFigures() {
        Path results = folder.resolve("squid");
        assertEquals(0, huxley("run", SQUID, "--out", results.toString()), err);
        for (String file : List.of("results.h5", "summary.json", "summary.csv", "spikes.csv", "traces.png",
                "spikes.png")) {
            assertTrue(Files.exists(results.resolve(file)), file);
        }
        Results read = Results.read(results);
        assertEquals(1, read.summary().spikes());
        assertEquals(1201, read.traces().getFirst().values().length);
        assertTrue(out.startsWith("squid-axon: 1 cell, 100 compartments; 30 ms in 1,200 steps of 0.025 ms\n"), out);
        assertTrue(out.contains("results in "), out);
    }

    @Test
    void backendsAndThreadsGiveTheSameBits() {
        double[][] last = new double[4][];
        String[][] ways = {{"--backend", "scalar"}, {"--backend", "simd", "--threads", "1"}, {"--threads", "2"},
                {"--backend", "opencl"}};
        for (int i = 0; i < ways.length; i++) {
            Path results = folder.resolve("way" + i);
            assertEquals(0,
                    huxley("run", SQUID, "--duration", "12 ms", "--no-plots", "--out", results.toString(), ways[i][0],
                            ways[i][1], "--set", "amplitude=4 uA"),
                    err);
            last[i] = Results.read(results).traces().get(2).values();
        }
        assertArrayEquals(last[0], last[1]);
        assertArrayEquals(last[0], last[2]);
        assertArrayEquals(last[0], last[3]);
    }

    @Test
    void openClRunSaysWhatTheDeviceDoesOrWhyItDoesNothing() {
        Path results = folder.resolve("device");
        assertEquals(0, huxley("run", SQUID, "--duration", "1 ms", "--no-plots", "--backend", "opencl", "--out",
                results.toString()), err);
        assertTrue(err.matches("(?s)(opencl:.+ advances 1 of 1 groups|running without OpenCL: .+)\n"), err);
        assertEquals(2, huxley("run", SQUID, "--backend", "simd:0"));
        assertTrue(err.contains("'simd:0' is not possible; only opencl takes a device"), err);
        assertEquals(2, huxley("run", SQUID, "--backend", "opencll"));
        assertTrue(err.contains("did you mean 'opencl'? known values: auto, opencl, scalar, simd"), err);
    }

    @Test
    void sweepRunsAllVariantsIntoOneFolder() throws IOException {
        String model = model("\"sweep\": { \"grid\": { \"amplitude\": [\"10 pA\", \"20 pA\", \"30 pA\"] } },", "pas");
        Path results = folder.resolve("sweep");
        assertEquals(0, huxley("run", model, "--out", results.toString()), err);
        assertTrue(Files.exists(results.resolve("sweep.png")));
        double rise = 0;
        for (Sweep.Variant variant : Sweep.read(results).variants()) {
            double[] v_mV = Results.read(results.resolve(variant.folder())).traces().getFirst().values();
            assertTrue(v_mV[160] - v_mV[0] > rise, variant.folder());
            rise = v_mV[160] - v_mV[0];
        }
        assertEquals(3, Sweep.read(results).variants().size());
    }

    @Test
    void numericalFailureKeepsWhatCameBeforeAndSaysWhere() throws IOException {
        Files.writeString(folder.resolve("bad.mod"), """
                NEURON { SUFFIX bad NONSPECIFIC_CURRENT i }
                ASSIGNED { i (mA/cm2) v (mV) }
                BREAKPOINT { i = log(2 - t) }
                """);
        Path results = folder.resolve("results");
        assertEquals(3, huxley("run", model("\"mechanisms\": \"bad.mod\",", "bad"), "--out", results.toString()),
                out + err);
        assertTrue(err.contains("cell ball") && err.contains("what was recorded before is in"), err);
        Results read = Results.read(results);
        assertEquals(RunSummary.Status.FAILED, read.summary().status());
        assertTrue(read.traces().getFirst().values().length > 10);
    }

    @Test
    void problemsAreShownWithTheirPlaceAndNothingIsWritten() throws IOException {
        Path results = folder.resolve("results");
        assertEquals(2, huxley("run", model("\"recrod\": [],", "pas"), "--out", results.toString()));
        assertTrue(err.contains("ball.json:2:") && err.contains("did you mean 'record'?"), err);
        assertFalse(Files.exists(results));
    }

    /** A mechanism that reads well and cannot be solved is found when the simulation is built. */
    @Test
    void mechanismThatCannotBeSolvedLeavesNothingBehind() throws IOException {
        Files.writeString(folder.resolve("odd.mod"), """
                NEURON { SUFFIX odd NONSPECIFIC_CURRENT i }
                ASSIGNED { i (mA/cm2) v (mV) }
                STATE { x }
                BREAKPOINT { SOLVE s METHOD cnexp  i = x }
                DERIVATIVE s { x' = x * x * x }
                """);
        int code = huxley("run", model("\"mechanisms\": \"odd.mod\",", "odd"), "--no-plots", "--out",
                folder.resolve("results").toString());
        assertTrue(code == 0 || code == 2 && err.contains("odd.mod:"), code + err);
        assertFalse(Files.exists(folder.resolve("results.partial")));
    }

    @Test
    void folderThatHoldsOtherThingsIsRefused() throws IOException {
        Files.writeString(folder.resolve("thesis.tex"), "");
        assertEquals(2, huxley("run", model("", "pas"), "--out", folder.toString()));
        assertEquals(
                "results folder " + folder + ": error: exists and does not hold results, so it is not overwritten\n"
                        + "  hint: choose another folder with --out\n",
                err);
    }

    @Test
    void problemsAsJsonHaveTheirPlace() throws IOException {
        assertEquals(2, huxley("check", "--json", model("", "nope")));
        assertEquals("", err);
        JsonNode problem = new JsonMapper().readTree(out).path("problems").path(0);
        assertEquals("error", problem.path("severity").asString());
        assertEquals(9, problem.path("line").asInt(), out);
        assertEquals("nope", BALL.formatted("", "nope").lines().skip(8).findFirst().orElseThrow()
                .substring(problem.path("column").asInt()).substring(0, 4), out);
        assertEquals(6, problem.path("length").asInt(), out);
    }

    @Test
    void checkSaysWhatWouldBeSimulated() {
        assertEquals(0, huxley("check", SQUID), err);
        assertTrue(out.contains("hh") && out.contains("100 instances") && out.contains("of memory"), out);
        assertEquals(0, huxley("check", "--json", SQUID), err);
        assertTrue(out.contains("\"compartments\" : 100"), out);
    }

    @Test
    void newModelIsACopyThatRuns() {
        Path own = folder.resolve("own");
        assertEquals(0, huxley("new", "squid-axon", own.toString()), err);
        assertEquals(0, huxley("check", own.resolve("model.json").toString()), err);
        assertEquals(2, huxley("new", "squid-axon", own.toString()));
        assertEquals("huxley: " + own + " exists already; nothing was changed\n", err);
        assertEquals(2, huxley("new", "squid-axn", folder.resolve("x").toString()));
        assertTrue(err.contains("did you mean 'squid-axon'?"), err);
    }

    @Test
    void newModelTakesAlongWhatItUsesOfItsNeighbours() {
        Path own = folder.resolve("own");
        assertEquals(0, huxley("new", "dendritic-spike", own.toString()), err);
        assertTrue(Files.exists(own.resolve("channels/nat.mod")) && Files.exists(own.resolve("morphology.swc")));
        assertEquals(0, huxley("check", own.resolve("model.json").toString()), err);
    }

    @Test
    void singlePrecisionGivesTheSameBitsOnBothBackendsAndIsCloseToDouble() {
        double[][] last = new double[3][];
        String[][] ways = {{"double", "scalar"}, {"single", "scalar"}, {"single", "simd"}};
        for (int i = 0; i < ways.length; i++) {
            Path results = folder.resolve("way" + i);
            assertEquals(0, huxley("run", SQUID, "--duration", "12 ms", "--no-plots", "--out", results.toString(),
                    "--precision", ways[i][0], "--backend", ways[i][1]), err);
            last[i] = Results.read(results).traces().get(0).values();
            assertEquals(ways[i][0], Results.read(results).summary().precision());
        }
        assertArrayEquals(last[1], last[2]);
        assertArrayEquals(last[0], last[1], 0.05);
        assertFalse(Arrays.equals(last[0], last[1]));
    }

    @Test
    void wrongWordOfAChoiceIsNamedWithThoseThereAre() {
        assertEquals(2, huxley("run", SQUID, "--precision", "half"));
        assertEquals(
                "huxley: invalid value for option '--precision': 'half' is not possible; known values: double, single\n"
                        + "  see 'huxley run --help'\n",
                err);
        assertEquals(2, huxley("mechanisms", SQUID, "--emit", "jawa"));
        assertTrue(err.contains("did you mean 'java'? known values: ir, java, opencl"), err);
    }

    @Test
    void threadsBeyondReasonAreRefused() {
        for (String threads : List.of("0", "-1", "1000000")) {
            assertEquals(2, huxley("run", SQUID, "--threads", threads));
            assertEquals("huxley: --threads " + threads + " is not possible; give 1 to 1024\n", err);
        }
    }

    @Test
    void parameterThatTheSweepVariesCannotBeSet() throws IOException {
        String model = model("\"sweep\": { \"grid\": { \"amplitude\": [\"10 pA\", \"20 pA\"] } },", "pas");
        assertEquals(2, huxley("run", model, "--set", "amplitude=5 pA"));
        assertEquals("huxley: --set amplitude has no effect: the sweep of the model gives 'amplitude' its values\n",
                err);
    }

    /** The virtual machine runs out of stack on this one; the user reads a sentence. */
    @Test
    void endlessExpressionIsOneMessage() throws IOException {
        Path mod = Files.writeString(folder.resolve("long.mod"), "NEURON { SUFFIX long NONSPECIFIC_CURRENT i }\n"
                + "ASSIGNED { i (mA/cm2) v (mV) }\nBREAKPOINT { i = 1" + " + v".repeat(100_000) + " }\n");
        assertEquals(2, huxley("mechanisms", mod.toString()));
        assertEquals(1, err.lines().filter(line -> line.contains("too long") || line.contains("nested")).count(), err);
    }

    @Test
    void folderWithoutMechanismsIsNamed() {
        assertEquals(2, huxley("mechanisms", folder.toString()));
        assertEquals(folder + ": error: holds no .mod files\n  hint: give a .mod file or a folder with .mod files\n",
                err);
    }

    @Test
    void binaryFileIsNoMorphology() throws IOException {
        Path binary = Files.write(folder.resolve("binary.swc"), new byte[100]);
        assertEquals(2, huxley("morphology", binary.toString()));
        assertEquals(binary + ": error: no morphology here: it is neither text (SWC, Neurolucida ASC) nor HDF5\n", err);
    }

    @Test
    void kernelsAreDumpedWithTheirModLines() throws IOException {
        Path dump = folder.resolve("kernels");
        assertEquals(0, huxley("run", model("", "pas"), "--backend", "simd", "--dump", dump.toString(), "--out",
                folder.resolve("results").toString()), err);
        try (var files = Files.list(dump)) {
            assertEquals(
                    List.of("IClamp.current.1-built.txt", "IClamp.current.2-live.txt",
                            "IClamp.current.3-contracted.txt",
                            "IClamp.current.java", "IClamp.current.txt", "IClamp.program.txt",
                            "pas.current.1-built.txt",
                            "pas.current.2-live.txt", "pas.current.3-contracted.txt", "pas.current.java",
                            "pas.current.txt", "pas.program.txt"),
                    files.map(f -> f.getFileName().toString()).filter(f -> !f.contains("initial")).sorted().toList());
        }
        String line = "i = g*(v - e)";
        for (String file : List.of("pas.program.txt", "pas.current.1-built.txt", "pas.current.txt",
                "pas.current.java")) {
            assertTrue(Files.readString(dump.resolve(file)).replace(" ", "").contains(line.replace(" ", "")), file);
        }
    }

    @Test
    void morphologyIsDescribedAndDrawn() throws IOException {
        Path swc = Files.writeString(folder.resolve("cell.swc"),
                "1 1 0 0 0 10 -1\n2 1 0 -10 0 10 1\n3 1 0 10 0 10 1\n4 3 0 15 0 1 1\n5 3 50 90 0 0.5 4\n");
        assertEquals(0, huxley("morphology", "--picture", "--out", folder.toString(), swc.toString()), err);
        assertTrue(out.contains("soma") && out.contains("LENGTH um"), out);
        Path picture = folder.resolve("cell.png");
        assertTrue(out.endsWith("  picture in " + picture + "\n"), out);
        assertTrue(Files.size(picture) > 5000);
    }

    @Test
    void mechanismsAreListedAndBrokenOnesExplained() throws IOException {
        Path good = Files.writeString(folder.resolve("good.mod"),
                "NEURON { SUFFIX good USEION k READ ek WRITE ik }\nASSIGNED { ik (mA/cm2) ek (mV) v (mV) }\n"
                        + "BREAKPOINT { ik = 1e-4 * (v - ek) }\n");
        assertEquals(0, huxley("mechanisms", good.toString()), err);
        assertTrue(out.contains("good") && out.contains("k: reads ek, writes ik"), out);
        assertEquals(0, huxley("mechanisms", "--emit", "ir", good.toString()), err);
        assertTrue(out.contains("ik = 1e-4 * (v - ek)"), out);
        assertEquals(0, huxley("mechanisms", "--emit", "opencl", good.toString()), err);
        assertTrue(out.contains("static void good_current(") && out.contains("// good.mod:"), out);
        Files.writeString(folder.resolve("broken.mod"), "NEURON { SUFFIX broken }\nBREAKPOINT { i = }\n");
        assertEquals(2, huxley("mechanisms", folder.toString()));
        assertTrue(err.contains("broken.mod:2:"), err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "check", "mechanisms", "morphology", "plot", "models", "new", "schema", "doctor",
            "devices"})
    void everyCommandHasHelpWithExamples(String command) {
        assertEquals(0, huxley(command, "--help"));
        assertTrue(out.contains("Examples:"), out);
        assertTrue(out.lines().allMatch(l -> l.length() <= 120), out);
    }

    @Test
    void devicesAreTestedOrTheirAbsenceIsExplained() {
        assertEquals(0, huxley("devices", "--quick"), err);
        assertTrue(out.contains("self-test") || out.contains("apt install"), out);
        assertEquals(0, huxley("devices", "--quick", "--json"), err);
        assertTrue(out.contains("\"devices\"") && out.contains("\"troubles\""), out);
    }

    @Test
    void doctorSchemaModelsAndCompletionPrint() {
        assertEquals(0, huxley("doctor"), err);
        assertTrue(out.contains("SIMD") && out.contains("OpenCL") && out.contains("MPI"), out);
        assertEquals(0, huxley("schema"), err);
        assertTrue(out.contains("$schema"), out);
        assertEquals(0, huxley("models"), err);
        assertTrue(out.contains("squid-axon"), out);
        assertEquals(0, huxley("generate-completion"), err);
        assertTrue(out.contains("_complete_huxley"), out);
    }

    @Test
    void mistypedCommandLineIsCorrected() {
        assertEquals(2, huxley("rnu"));
        assertTrue(err.startsWith(
                "huxley: there is no command 'rnu'\n  hint: did you mean 'run'? known commands: "), err);
        assertEquals(2, huxley("run", SQUID, "--thread", "2"));
        assertEquals("huxley: unknown options: '--thread', '2'\n  hint: did you mean '--threads'?\n"
                + "  see 'huxley run --help'\n", err);
        assertEquals(2, huxley("run", SQUID, "--threads", "two"));
        assertEquals("huxley: invalid value for option '--threads': 'two' is not an int\n  see 'huxley run --help'\n",
                err);
        assertEquals(2, huxley("run"));
        assertEquals("huxley: missing required parameter: 'MODEL'\n  see 'huxley run --help'\n", err);
        assertEquals(2, huxley("check", "no-such-model.json"));
        assertTrue(err.contains("no-such-model.json"), err);
    }
}
