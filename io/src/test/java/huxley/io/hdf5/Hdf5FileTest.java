package huxley.io.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Oracles: jHDF (an independent reader), and the HDF5 library itself through h5dump where it is installed. */
class Hdf5FileTest {
    @TempDir
    private Path folder;

    /** Sizes around a chunk (16), a leaf of the index (64 chunks) and a second level of it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 1023, 1024, 1025, 70_000})
    void readerSeesEveryRowAppended(int rows) throws IOException {
        double[] values = IntStream.range(0, rows).mapToDouble(i -> Math.sin(i) * 1e3).toArray();
        Path path = folder.resolve("a.h5");
        try (Hdf5File file = Hdf5File.create(path)) {
            file.root().group("traces").column("soma.v", ElementType.FLOAT64, 16).append(values, rows);
        }
        try (HdfFile read = new HdfFile(path)) {
            assertEquals(rows, read.getDatasetByPath("traces/soma.v").getSize());
            if (rows > 0) {
                assertArrayEquals(values, (double[]) read.getDatasetByPath("traces/soma.v").getData());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyElementTypeKeepsItsValues(ElementType type) throws IOException {
        double[] values = {0, -1, 7, 1 << 20};
        Path path = folder.resolve("a.h5");
        try (Hdf5File file = Hdf5File.create(path)) {
            file.root().column("x", type, 3).append(values, values.length);
        }
        try (HdfFile read = new HdfFile(path)) {
            Object data = read.getDatasetByPath("x").getData();
            for (int i = 0; i < values.length; i++) {
                assertEquals(values[i], ((Number) java.lang.reflect.Array.get(data, i)).doubleValue());
            }
        }
    }

    @Test
    void attributesKeepTextAndNumbers() throws IOException {
        Path path = folder.resolve("a.h5");
        try (Hdf5File file = Hdf5File.create(path)) {
            file.root().attribute("title", "Über µm");
            file.root().attribute("empty", "");
            file.root().attribute("long", "x".repeat(10_000));
            for (int i = 0; i < 300; i++) {
                file.root().attribute("attribute " + i, "text " + i);
            }
            Hdf5Dataset dataset = file.root().column("x", ElementType.INT32, 4);
            dataset.attribute("interval_ms", 0.025);
            dataset.attribute("seed", 1L << 40);
        }
        try (HdfFile read = new HdfFile(path)) {
            assertEquals("Über µm", read.getAttribute("title").getData());
            assertEquals("", read.getAttribute("empty").getData());
            assertEquals("x".repeat(10_000), read.getAttribute("long").getData());
            assertEquals("text 299", read.getAttribute("attribute 299").getData());
            assertEquals(0.025, read.getDatasetByPath("x").getAttribute("interval_ms").getData());
            assertEquals(1L << 40, read.getDatasetByPath("x").getAttribute("seed").getData());
        }
    }

    /** As after kill -9: the file as it lies on the disk while the writer goes on. */
    @Test
    void whatWasCommittedStaysReadableWhileTheWriterGoesOn() throws IOException {
        Path path = folder.resolve("a.h5");
        Path torn = folder.resolve("torn.h5");
        try (Hdf5File file = Hdf5File.create(path)) {
            Hdf5Dataset x = file.root().column("x", ElementType.FLOAT64, 4);
            x.append(new double[] {1, 2, 3, 4, 5}, 5);
            file.commit();
            x.append(new double[1000], 1000);
            Files.copy(path, torn);
        }
        try (HdfFile read = new HdfFile(torn)) {
            double[] found = (double[]) read.getDatasetByPath("x").getData();
            assertArrayEquals(new double[] {1, 2, 3, 4, 5}, java.util.Arrays.copyOf(found, 5));
        }
        try (HdfFile read = new HdfFile(path)) {
            assertEquals(1005, read.getDatasetByPath("x").getSize());
        }
    }

    @Test
    void hdf5LibraryReadsTheSame() throws IOException, InterruptedException {
        Path path = folder.resolve("a.h5");
        try (Hdf5File file = Hdf5File.create(path)) {
            Hdf5Group many = file.root().group("many");
            for (int i = 0; i < 3000; i++) {
                Hdf5Dataset dataset = many.column("dend_" + i + ".v", ElementType.FLOAT32, 64);
                dataset.attribute("unit", "mV");
                dataset.append(new int[] {i}, 1);
            }
            file.commit();
            file.root().column("long", ElementType.INT64, 8).append(IntStream.range(0, 5000).toArray(), 5000);
        }
        assertEquals("   DATA {\n   (4999): 4999\n   }", dumped(path, "/long", "4999"));
        assertEquals("   DATA {\n   (0): 2999\n   }", dumped(path, "/many/dend_2999.v", "0"));
    }

    private static String dumped(Path path, String dataset, String start) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder("h5dump", "-d", dataset, "-s", start, "-c", "1", path.toString())
                    .redirectErrorStream(true).start();
        } catch (IOException absent) {
            assumeTrue(false, "h5dump is not installed");
            throw absent;
        }
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        List<String> lines = text.lines().dropWhile(l -> !l.contains("DATA {")).limit(3).toList();
        return String.join("\n", lines).replace("      ", "   ");
    }

    @Test
    void existingFileIsNotOverwritten() throws IOException {
        Path path = Files.createFile(folder.resolve("a.h5"));
        assertThrows(FileAlreadyExistsException.class, () -> Hdf5File.create(path));
    }

    /** A test of bit-equality may compare files. */
    @Test
    void sameContentGivesTheSameBytes() throws IOException, InterruptedException {
        Path one = folder.resolve("one.h5");
        Path other = folder.resolve("other.h5");
        for (Path path : List.of(one, other)) {
            try (Hdf5File file = Hdf5File.create(path)) {
                file.root().group("g").column("x", ElementType.INT32, 4).append(new int[] {1, 2, 3}, 3);
                file.root().attribute("creator", "test");
            }
            // Times in HDF5 files count seconds.
            Thread.sleep(1100);
        }
        assertEquals(-1, Files.mismatch(one, other));
    }
}
