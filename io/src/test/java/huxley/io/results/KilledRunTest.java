package huxley.io.results;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.synapse.Circuit;
import huxley.synapse.Circuit.ArtificialCell;
import huxley.synapse.Circuit.Probe;
import huxley.synapse.Circuit.Quantity.Voltage;
import huxley.synapse.Electrode;
import huxley.synapse.GapJunctions;
import huxley.synapse.Population;
import huxley.synapse.Report;
import io.jhdf.HdfFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes results without end is killed without warning. */
class KilledRunTest {
    private static final int PLACES = 50;

    @TempDir
    private Path folder;

    /** The process: prints the number of blocks after every time that files are saved. */
    static final class Writing {
        private Writing() {
        }

        public static void main(String[] folder) throws IOException {
            try (ResultsWriter writer = new ResultsWriter(Path.of(folder[0]), circuit(), 0)) {
                for (int block = 0;; block++) {
                    writer.traces(new int[] {0}, new double[] {block}, new double[][] {{Math.sin(block)}});
                    writer.spikes(new int[] {0}, new double[] {block});
                    int now = block;
                    writer.report(0, new double[] {block},
                            new double[][] {IntStream.range(0, PLACES).mapToDouble(p -> now + p).toArray()});
                    writer.field(0, new double[] {block}, new double[] {-block});
                    writer.progress(block);
                    System.out.println(block + 1);
                }
            }
        }
    }

    private static Circuit circuit() {
        List<ArtificialCell> cells = IntStream.range(0, PLACES)
                .mapToObj(i -> new ArtificialCell("cell" + i, null, Map.of(), new double[0])).toList();
        return new Circuit(List.of(), cells, List.of(new Population("all", 0, PLACES, null)), List.of(),
                List.of(new Circuit.Connection(0, null, new Circuit.PointRef(1, -1), 1, new double[1])), List.of(),
                GapJunctions.NONE, List.of(), List.of(), List.of(), List.of(new Probe("v", new Voltage(0, 0), "mV", 1)),
                List.of(new Report("all", PLACES, i -> new Circuit.Quantity.Point(i, -1, "m", 0), "", 0, 1e9, 1)),
                List.of(new Electrode("tip", 1, gid -> null)), Map.of());
    }

    @Test
    void everythingSavedBeforeIsReadable() throws IOException, InterruptedException {
        for (int blocks : new int[] {1, 300, 3000}) {
            Path into = Files.createDirectory(folder.resolve("after " + blocks));
            int saved = killedAfter(blocks, into);
            try (HdfFile results = new HdfFile(into.resolve("results.h5"));
                    HdfFile spikes = new HdfFile(into.resolve("spikes.h5"));
                    HdfFile report = new HdfFile(into.resolve("all.h5"));
                    HdfFile field = new HdfFile(into.resolve("electrodes.h5"))) {
                double[] trace = (double[]) results.getDatasetByPath("traces/v").getData();
                assertTrue(trace.length >= saved, trace.length + " of " + saved);
                assertArrayEquals(IntStream.range(0, trace.length).mapToDouble(Math::sin).toArray(), trace);
                double[] time_ms = (double[]) spikes.getDatasetByPath("spikes/all/timestamps").getData();
                assertArrayEquals(IntStream.range(0, time_ms.length).asDoubleStream().toArray(), time_ms);
                float[][] data = (float[][]) report.getDatasetByPath("report/all/data").getData();
                double[] axis = (double[]) report.getDatasetByPath("report/all/mapping/time").getData();
                assertArrayEquals(new double[] {0, data.length, 1}, axis);
                for (int i = 0; i < data.length; i++) {
                    assertEquals(i + PLACES - 1, data[i][PLACES - 1]);
                }
                double[][] potential_mV = (double[][]) field.getDatasetByPath("ecp/data").getData();
                assertEquals(1 - potential_mV.length, potential_mV[potential_mV.length - 1][0]);
                for (int rows : new int[] {time_ms.length, data.length, potential_mV.length}) {
                    assertTrue(rows >= saved, rows + " of " + saved);
                }
            }
        }
    }

    /** @return blocks that were saved for certain */
    private static int killedAfter(int blocks, Path into) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp", System.getProperty("java.class.path"), Writing.class.getName(), into.toString()));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        int saved = 0;
        try (BufferedReader said = process.inputReader()) {
            while (saved < blocks) {
                saved = Integer.parseInt(said.readLine());
            }
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
        return saved;
    }
}
