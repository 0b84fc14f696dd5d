package huxley.io.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Oracle: what was written. Files of others are read in the tests of the formats that use them. */
class Hdf5InputTest {
    @TempDir
    private Path folder;

    private Path written(int rows) throws IOException {
        Path path = folder.resolve("a.h5");
        try (Hdf5File file = Hdf5File.create(path)) {
            Hdf5Group group = file.root().group("b").group("c");
            group.attribute("unit", "mV");
            group.attribute("count", 7L);
            double[] values = IntStream.range(0, rows).mapToDouble(i -> i * 0.5).toArray();
            group.column("x", ElementType.FLOAT64, 1000).append(values, rows);
        }
        return path;
    }

    @Test
    void rowsBeyondOneBlockAreRead() throws IOException {
        int rows = (1 << 20) + 5;
        try (Hdf5Input input = Hdf5Input.open(written(rows))) {
            double[] read = input.doubles("b/c/x");
            assertEquals(rows, read.length);
            assertTrue(IntStream.range(0, rows).allMatch(i -> read[i] == i * 0.5));
            assertEquals((rows - 1) / 2, input.longs("b/c/x")[rows - 1]);
            assertArrayEquals(new int[] {0, 0, 1, 1, 2}, Arrays.copyOf(input.ints("b/c/x"), 5));
            assertArrayEquals(new long[] {rows}, input.shape("b/c/x"));
        }
    }

    @Test
    void groupsAndAttributesAreFound() throws IOException {
        try (Hdf5Input input = Hdf5Input.open(written(3))) {
            assertEquals(List.of("b"), input.children(""));
            assertEquals(List.of("x"), input.children("b/c"));
            assertTrue(input.isGroup("b/c"));
            assertFalse(input.isGroup("b/c/x"));
            assertFalse(input.has("b/d/x"));
            assertEquals("mV", input.attribute("b/c", "unit").orElseThrow());
            assertEquals("7", input.attribute("b/c", "count").orElseThrow());
            assertTrue(input.attribute("b/c", "none").isEmpty());
        }
    }

    @Test
    void damageIsSaidWithFileAndPlace() throws IOException {
        Path path = written(100_000);
        byte[] bytes = Files.readAllBytes(path);
        Path cut = folder.resolve("cut.h5");
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
        assertTrue(said(() -> Hdf5Input.open(cut)).contains("damaged or cut short"));
        Path none = folder.resolve("none.h5");
        assertTrue(said(() -> Hdf5Input.open(none)).contains("none.h5"));
        try (Hdf5Input input = Hdf5Input.open(path)) {
            assertTrue(said(() -> input.doubles("b/y")).contains("b/y of " + path + " is missing"));
        }
    }

    private static String said(org.junit.jupiter.api.function.Executable reading) {
        return String.valueOf(assertThrows(IOException.class, reading).getMessage());
    }
}
