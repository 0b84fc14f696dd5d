package huxley.io.results;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import huxley.neuron.problem.InvalidInputException;
import huxley.synapse.Circuit;
import huxley.synapse.Circuit.Probe;
import huxley.synapse.Circuit.Quantity.Voltage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    private static final double[] TIME_MS = {0, 0.5, 1};
    private static final double[] SOMA_MV = {-65, 20.5, -70};

    @TempDir
    private Path folder;

    private static Circuit circuit() {
        return new Circuit(List.of(), List.of(new Circuit.ArtificialCell("a, \"b\"", null, Map.of(), new double[0])),
                List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of(new Probe("soma.v", new Voltage(0, 0), "mV", 0.5),
                        new Probe("dend/1.v", new Voltage(0, 1), "mV", 1)),
                Map.of());
    }

    private static RunSummary write(Path into) throws IOException {
        try (ResultsWriter writer = new ResultsWriter(into, circuit())) {
            writer.traces(new int[] {0}, TIME_MS, new double[][] {SOMA_MV});
            writer.traces(new int[] {1}, new double[] {0}, new double[][] {{-64}});
            writer.spikes(new int[] {0, 0}, new double[] {0.425, 0.8});
            RunSummary summary = new RunSummary("0", "model.json", "Title", Map.of("amp", "150 pA"),
                    "2026-01-01T00:00:00Z",
                    RunSummary.Status.COMPLETE, "", 0, 1, 1, 0.025, 6.3, 7, "scalar", "double", 1, 0.1,
                    new RunSummary.Cost(0.1, 0.2, 0.3, 0.4, 50, 1e6), 0, 0,
                    writer.spikeCount(),
                    writer.populations(1), writer.reports(), writer.summaries());
            summary.write(into);
            return summary;
        }
    }

    @Test
    void readingGivesBackWhatWasRecorded() throws IOException {
        RunSummary summary = write(folder);
        Results results = Results.read(folder);
        assertEquals(summary, results.summary());
        assertEquals(List.of("soma.v", "dend/1.v"), results.traces().stream().map(Trace::label).toList());
        assertArrayEquals(SOMA_MV, results.traces().getFirst().values());
        assertArrayEquals(TIME_MS, results.traces().getFirst().time_ms());
        assertArrayEquals(new double[] {0}, results.traces().get(1).time_ms());
        assertArrayEquals(new double[] {0.425, 0.8}, results.spike_ms());
        assertArrayEquals(new int[] {0, 0}, results.gid());
    }

    @Test
    void tablesAreCommaSeparatedText() throws IOException {
        write(folder);
        assertEquals("time_ms,gid,cell\n0.425,0,\"a, \"\"b\"\"\"\n0.8,0,\"a, \"\"b\"\"\"\n",
                Files.readString(folder.resolve("spikes.csv")));
        assertEquals("""
                trace,unit,interval_ms,samples,min,min_ms,max,max_ms,mean,last
                soma.v,mV,0.5,3,-70,1,20.5,0.5,-38.166666666666664,-70
                dend/1.v,mV,1,1,-64,0,-64,0,-64,-64
                """, Files.readString(folder.resolve("summary.csv")));
    }

    @Test
    void pythonReadsTracesWithTheirUnits() throws IOException, InterruptedException {
        write(folder);
        assertEquals("mV /time/every_0.5_ms [-65.   20.5 -70. ] [0.  0.5 1. ] [0.425 0.8  ]", python("""
                import h5py, sys
                f = h5py.File(sys.argv[1])
                v = f['traces/soma.v']
                print(v.attrs['unit'], v.attrs['time'], v[:], f[v.attrs['time']][:], f['spikes/time'][:])
                """));
    }

    private String python(String script) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder("/usr/bin/python3", "-c", script,
                    folder.resolve(ResultsWriter.FILE).toString()).redirectErrorStream(true).start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            process.waitFor();
            assumeTrue(!out.contains("No module named"), "h5py is not installed");
            return out;
        } catch (IOException absent) {
            assumeTrue(false, "python3 is not installed");
            throw absent;
        }
    }

    @Test
    void folderGetsItsNameWhenComplete() throws IOException {
        Path target = folder.resolve("a/b");
        ResultsFolder results = ResultsFolder.create(target);
        write(results.path());
        assertFalse(Files.exists(target));
        assertEquals(target, results.complete());
        assertEquals(2, Results.read(target).traces().size());
        ResultsFolder again = ResultsFolder.create(target);
        write(again.path());
        again.complete();
        try (var siblings = Files.list(folder.resolve("a"))) {
            assertEquals(List.of(target), siblings.toList());
        }
    }

    @Test
    void foreignFolderIsNotOverwritten() throws IOException {
        Files.writeString(folder.resolve("thesis.tex"), "");
        InvalidInputException refused = assertThrows(InvalidInputException.class, () -> ResultsFolder.create(folder));
        assertEquals(
                "results folder " + folder + ": error: exists and does not hold results, so it is not overwritten\n"
                        + "  hint: choose another folder with --out\n",
                refused.getMessage());
    }

    /** A model called sweep.json or summary.json makes no results of its folder: nothing of a user may be deleted. */
    @Test
    void foldersWithAUsersOwnFilesAreNotOverwritten() throws IOException {
        Files.writeString(folder.resolve("sweep.json"), "{ \"huxley\": \"1\" }");
        Files.writeString(folder.resolve("summary.json"), "{}");
        assertThrows(InvalidInputException.class, () -> ResultsFolder.create(folder));

        Path results = Files.createDirectory(folder.resolve("results"));
        write(results);
        Files.writeString(Files.createDirectory(results.resolve("paper")).resolve("thesis.tex"), "");
        InvalidInputException refused = assertThrows(InvalidInputException.class, () -> ResultsFolder.create(results));
        assertEquals("results folder " + results + ": error: holds more than results (paper/thesis.tex), so it is not "
                + "overwritten\n  hint: choose another folder with --out\n", refused.getMessage());
    }

    @Test
    void currentFolderIsNotReplaced() {
        InvalidInputException refused = assertThrows(InvalidInputException.class,
                () -> ResultsFolder.create(Path.of("")));
        assertTrue(refused.getMessage().contains("is the current folder or one above it"), refused.getMessage());
    }

    @Test
    void fileInTheWayIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        InvalidInputException refused = assertThrows(InvalidInputException.class,
                () -> ResultsFolder.create(file.resolve("results")));
        assertTrue(refused.getMessage().contains("cannot be created: " + file + " is a file"), refused.getMessage());
    }

    @Test
    void folderWithoutResultsIsNamed() {
        InvalidInputException refused = assertThrows(InvalidInputException.class, () -> Results.read(folder));
        assertEquals("results " + folder + ": error: holds no results.h5\n"
                + "  hint: give a folder that 'huxley run' wrote\n", refused.getMessage());
    }
}
