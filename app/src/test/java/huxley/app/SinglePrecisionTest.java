package huxley.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.io.model.Model;
import huxley.io.model.ModelReader;
import huxley.io.results.Results;
import huxley.io.results.Trace;
import huxley.solver.precision.Precision;
import huxley.solver.simd.SimdBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Single precision lies on top of double precision, within the bounds of docs/concepts.md, in every ready model: over the
 * first spikes of cells, and before networks turn chaotic.
 */
class SinglePrecisionTest {
    private static final String ROOT = System.getProperty("huxley.root", ".");
    private static final double CELL_END_ms = 100;
    private static final double NETWORK_END_ms = 10.5;
    private static final double BELOW_THRESHOLD_mV = 5e-4;
    /** What else a voltage may differ by, over what it moves between two samples. */
    private static final double SHIFT = 0.05;

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> everyReadyModelStaysNearDoublePrecision() throws IOException {
        try (Stream<Path> models = Files.list(Path.of(ROOT, "models"))) {
            return models.map(m -> m.resolve("model.json")).filter(Files::isRegularFile).sorted().toList().stream()
                    .map(m -> DynamicTest.dynamicTest(Model.nameOf(m), () -> staysNear(m)));
        }
    }

    private void staysNear(Path file) throws IOException {
        Model model = ModelReader.read(file, Map.of());
        double end_ms = Math.min(model.experiment().duration_ms(),
                model.circuit().populations().size() > 1 ? NETWORK_END_ms : CELL_END_ms);
        Results expected = run(file, end_ms, Precision.DOUBLE);
        Results results = run(file, end_ms, Precision.SINGLE);
        Map<Integer, double[]> trains_ms = trains_ms(results);
        assertEquals(trains_ms(expected).keySet(), trains_ms.keySet(), "who fires");
        trains_ms(expected).forEach((gid, train_ms) -> assertArrayEquals(train_ms, trains_ms.get(gid),
                1.001 * model.experiment().dt_ms(), "spikes of " + gid));
        for (int i = 0; i < expected.traces().size(); i++) {
            if (expected.traces().get(i).unit().equals("mV")) {
                assertNear(expected.traces().get(i), results.traces().get(i));
            }
        }
    }

    private Results run(Path file, double end_ms, Precision precision) throws IOException {
        Path results = Files.createDirectory(folder.resolve(Model.nameOf(file) + "-" + precision));
        Map<String, String> settings = Map.of("simulation.duration", end_ms + " ms");
        new Run(ModelReader.read(file, settings), 0, settings,
                new Equipment(new SimdBackend(), Optional.empty(), precision, 1), new Keeping(5, true), results)
                .execute(_ -> {
                }, Interruption.none());
        return Results.read(results);
    }

    private static Map<Integer, double[]> trains_ms(Results results) {
        return IntStream.range(0, results.gid().length).boxed().collect(Collectors.groupingBy(i -> results.gid()[i],
                Collectors.collectingAndThen(Collectors.toList(),
                        of -> of.stream().mapToDouble(i -> results.spike_ms()[i]).toArray())));
    }

    private static void assertNear(Trace expected, Trace trace) {
        double[] v_mV = expected.values();
        assertEquals(v_mV.length, trace.values().length, trace.label());
        for (int i = 1; i < v_mV.length - 1; i++) {
            double move_mV = Math.max(Math.abs(v_mV[i] - v_mV[i - 1]), Math.abs(v_mV[i + 1] - v_mV[i]));
            double off_mV = Math.abs(trace.values()[i] - v_mV[i]);
            assertTrue(off_mV <= BELOW_THRESHOLD_mV + SHIFT * move_mV,
                    trace.label() + " is off by " + off_mV + " mV at " + expected.time_ms()[i] + " ms");
        }
    }
}
