package huxley.io.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
        double[] values = {0, type.name().startsWith("U") ? 1 : -1, 7, 1 << 20};
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

    /** As after kill -9, whenever it comes: the file as it lies on the disk after every few rows. */
    @Test
    void whatWasCommittedStaysReadableWhileTheWriterGoesOn() throws IOException {
        Path path = folder.resolve("a.h5");
        Path torn = folder.resolve("torn.h5");
        try (Hdf5File file = Hdf5File.create(path)) {
            Hdf5Dataset x = file.root().column("x", ElementType.FLOAT64, 4);
            Hdf5Dataset y = file.root().group("wide").table("y", ElementType.FLOAT32, 5, 3);
            int committed = 0;
            for (int row = 0; row < 600; row++) {
                x.append(new double[] {row}, 1);
                y.appendRow(new double[] {row, 1, 2, 3, -row});
                if (row % 7 == 3 && row != 3) {
                    file.commit();
                    committed = row + 1;
                }
                if (row % 5 == 0) {
                    Files.copy(path, torn, StandardCopyOption.REPLACE_EXISTING);
                    assertRows(torn, committed);
                }
            }
            assertTrue(Files.size(path) < 200_000, "garbage of " + Files.size(path) + " bytes");
        }
        assertRows(path, 600);
    }

    @Test
    void readerSeesOneStateHoweverOftenTheWriterCommitsMeanwhile() throws IOException {
        Path path = folder.resolve("a.h5");
        try (Hdf5File file = Hdf5File.create(path)) {
            Hdf5Dataset x = file.root().column("x", ElementType.FLOAT64, 4);
            x.append(new double[] {1, 2, 3}, 3);
            file.commit();
            try (Hdf5Reading _ = Hdf5Reading.of(path); HdfFile read = new HdfFile(path)) {
                Dataset dataset = read.getDatasetByPath("x");
                for (int i = 0; i < 10; i++) {
                    x.append(new double[] {0.1, 0.2, 0.3}, 3);
                    file.commit();
                }
                assertArrayEquals(new double[] {1, 2, 3}, (double[]) dataset.getData());
            }
        }
        try (HdfFile read = new HdfFile(path)) {
            assertEquals(33, read.getDatasetByPath("x").getSize());
        }
    }

    private static void assertRows(Path path, int rows) {
        try (HdfFile read = new HdfFile(path)) {
            if (rows == 0) {
                assertTrue(read.getChildren().isEmpty());
                return;
            }
            double[] x = (double[]) read.getDatasetByPath("x").getData();
            float[][] y = (float[][]) read.getDatasetByPath("wide/y").getData();
            assertEquals(rows, x.length);
            assertEquals(rows, y.length);
            for (int row = 0; row < rows; row++) {
                assertEquals(row, x[row]);
                assertArrayEquals(new float[] {row, 1, 2, 3, -row}, y[row]);
            }
        }
    }

    /** Sizes around a chunk, in both directions. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4095, 4096, 4097, 9000})
    void readersSeeEveryColumnOfATable(int columns) throws IOException, InterruptedException {
        Path path = folder.resolve("a.h5");
        try (Hdf5File file = Hdf5File.create(path)) {
            Hdf5Dataset table = file.root().table("t", ElementType.FLOAT64, columns, 2);
            for (int row = 0; row < 5; row++) {
                int now = row;
                table.appendRow(IntStream.range(0, columns).mapToDouble(c -> 10.0 * c + now).toArray());
            }
        }
        try (HdfFile read = new HdfFile(path)) {
            double[][] found = (double[][]) read.getDatasetByPath("t").getData();
            for (int row = 0; row < 5; row++) {
                for (int c = 0; c < columns; c++) {
                    assertEquals(10.0 * c + row, found[row][c]);
                }
            }
        }
        int last = columns - 1;
        assertEquals("   DATA {\n   (4," + last + "): " + (10 * last + 4) + "\n   }",
                dumped(path, "/t", "4," + last, "1,1"));
    }

    @Test
    void attributesHoldRowsAndChoices() throws IOException, InterruptedException {
        Path path = folder.resolve("a.h5");
        try (Hdf5File file = Hdf5File.create(path)) {
            file.root().attribute("magic", new int[] {2682});
            file.root().attribute("version", 0, 1);
            file.root().choice("sorting", 2, "none", "by_id", "by_time");
        }
        try (HdfFile read = new HdfFile(path)) {
            assertEquals(2682L, ((Number) read.getAttribute("magic").getData()).longValue());
        }
        String text = output("h5dump", "-A", path.toString());
        assertTrue(text.contains("by_time\n"), text);
        assertTrue(text.contains("(0): 0, 1\n"), text);
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
        assertEquals("   DATA {\n   (4999): 4999\n   }", dumped(path, "/long", "4999", "1"));
        assertEquals("   DATA {\n   (0): 2999\n   }", dumped(path, "/many/dend_2999.v", "0", "1"));
    }

    private static String dumped(Path path, String dataset, String start, String count)
            throws IOException, InterruptedException {
        String text = output("h5dump", "-d", dataset, "-s", start, "-c", count, path.toString());
        List<String> lines = text.lines().dropWhile(l -> !l.contains("DATA {")).limit(3).toList();
        return String.join("\n", lines).replace("      ", "   ");
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException absent) {
            assumeTrue(false, command[0] + " is not installed");
            throw absent;
        }
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        return text;
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
