package huxley.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.io.model.Model;
import huxley.io.model.ModelReader;
import huxley.io.results.Results;
import huxley.io.results.StateFile;
import huxley.io.results.Trace;
import huxley.solver.precision.Precision;
import huxley.solver.kernel.Backend;
import huxley.solver.scalar.ScalarBackend;
import huxley.solver.simd.SimdBackend;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A run that is stopped, saved and continued leaves the bits of one that never stopped. */
class ContinuedRunTest {
    private static final String ROOT = System.getProperty("huxley.root", ".");
    private static final Backend SCALAR = new ScalarBackend();
    private static final Backend SIMD = new SimdBackend();

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> everyReadyModelContinuesWithTheSameBits() throws IOException {
        try (Stream<Path> models = Files.list(Path.of(ROOT, "models"))) {
            return models.map(m -> m.resolve("model.json")).filter(Files::isRegularFile).sorted().toList().stream()
                    .map(m -> DynamicTest.dynamicTest(Model.nameOf(m), () -> continues(m)));
        }
    }

    private void continues(Path model) throws IOException {
        double end_ms = Math.min(10, ModelReader.read(model, Map.of()).experiment().duration_ms());
        Map<String, String> small = Files.readString(model).contains("\"neurons\":")
                ? Map.of("neurons", "100")
                : Map.of();
        Map<String, String> toEnd = new LinkedHashMap<>(small);
        toEnd.put("simulation.duration", end_ms + " ms");
        Map<String, String> toHalf = new LinkedHashMap<>(small);
        toHalf.put("simulation.duration", end_ms / 2 + " ms");
        Results whole = run(model, toEnd, SCALAR, 1, "whole");
        Results first = run(model, toHalf, SIMD, 2, "first");
        Map<String, String> onwards = new LinkedHashMap<>(toEnd);
        Path state = folder.resolve(Model.nameOf(model) + "-first").resolve(StateFile.NAME);
        onwards.put("simulation.startFrom", state.toString());
        Results second = run(model, onwards, SIMD, 1, "second");
        assertBits(whole, first, second);
        assertBits(whole, first, run(model, onwards, SCALAR, 2, "again"));
        assertEquals(end_ms / 2, second.summary().from_ms());
    }

    private Results run(Path model, Map<String, String> settings, Backend backend, int threads, String name)
            throws IOException {
        Path results = Files.createDirectory(folder.resolve(Model.nameOf(model) + "-" + name));
        new Run(ModelReader.read(model, settings), 0, settings,
                new Equipment(backend, Optional.empty(), Precision.DOUBLE, threads), new Keeping(5, true), results)
                .execute(_ -> {
                }, Interruption.none());
        return Results.read(results);
    }

    private static void assertBits(Results whole, Results first, Results second) {
        assertArrayEquals(whole.spike_ms(), joined(first.spike_ms(), second.spike_ms()));
        assertArrayEquals(whole.gid(),
                IntStream.concat(Arrays.stream(first.gid()), Arrays.stream(second.gid())).toArray());
        for (int i = 0; i < whole.traces().size(); i++) {
            Trace trace = whole.traces().get(i);
            assertArrayEquals(trace.time_ms(),
                    joined(first.traces().get(i).time_ms(), second.traces().get(i).time_ms()), trace.label());
            assertArrayEquals(trace.values(),
                    joined(first.traces().get(i).values(), second.traces().get(i).values()), trace.label());
        }
    }

    private static double[] joined(double[] a, double[] b) {
        return DoubleStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray();
    }

    private String out = "";
    private String err = "";

    private int huxley(String... arguments) {
        StringWriter written = new StringWriter();
        StringWriter complaints = new StringWriter();
        int code = Huxley.execute(new PrintWriter(written, true), new PrintWriter(complaints, true), arguments);
        out = written.toString();
        err = complaints.toString().replace(folder + "/", "");
        return code;
    }

    @Test
    void commandsOfTheHelpContinueARun() {
        String squid = ROOT + "/models/squid-axon/model.json";
        String first = folder.resolve("first").toString();
        assertEquals(0, huxley("run", squid, "--duration", "10 ms", "--save-state", "--out", first), err);
        String state = folder.resolve("first/state.h5").toString();
        String second = folder.resolve("second").toString();
        assertEquals(0, huxley("run", squid, "--from-state", state, "--out", second, "--set", "amplitude=4 uA"), err);
        assertTrue(out.startsWith("squid-axon: 1 cell, 100 compartments; 10 to 30 ms in 800 steps of 0.025 ms\n"),
                out);
        assertTrue(out.contains("simulated 10 to 30 ms"), out);
        assertEquals(10.025, Results.read(folder.resolve("second")).traces().getFirst().time_ms()[0], 1e-9);
    }

    @Test
    void stateThatDoesNotFitIsRefused() throws IOException {
        String squid = ROOT + "/models/squid-axon/model.json";
        String first = folder.resolve("first").toString();
        assertEquals(0, huxley("run", squid, "--duration", "1 ms", "--save-state", "--no-plots", "--out", first), err);
        String state = folder.resolve("first/state.h5").toString();
        assertEquals(2, huxley("check", ROOT + "/models/synaptic-integration/model.json", "--set",
                "simulation.startFrom=" + state));
        assertTrue(err.contains("the state is of another model: "), err);
        assertEquals(2, huxley("run", squid, "--duration", "1 ms", "--from-state", state));
        assertEquals("""
                --set simulation.startFrom:1:1: error: the state was saved at 1 ms, and the run ends at 1 ms
                  1 | first/state.h5
                    | ^
                  hint: "duration" counts from t = 0, not from the saved state
                """, err.replaceAll("\\^+", "^"));
        assertEquals(2, huxley("run", squid, "--dt", "0.03 ms", "--from-state", state));
        assertTrue(err.contains("which is not a whole number of steps of 0.03 ms"), err);
        assertEquals(2, huxley("run", squid, "--from-state", folder.resolve("first").resolve("results.h5").toString()));
        assertTrue(err.contains("cannot start from first/results.h5: it holds no state"), err);
        assertEquals(2, huxley("run", squid, "--from-state", folder.resolve("first/summary.csv").toString()));
        assertTrue(err.contains("cannot start from first/summary.csv: "), err);
        assertEquals(2, huxley("run", squid, "--from-state", folder.resolve("none.h5").toString()));
        assertTrue(err.contains("no such file: none.h5"), err);
    }
}
