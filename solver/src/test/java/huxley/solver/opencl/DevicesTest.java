package huxley.solver.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import huxley.solver.opencl.Device.Kind;
import huxley.solver.opencl.Device.Properties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DevicesTest {
    @TempDir
    Path folder;

    /** What another process finds in other surroundings. */
    static final class Asking {
        public static void main(String[] arguments) {
            Devices found = Devices.find();
            System.out.println(found.devices().size() + " " + found.troubles());
        }
    }

    private static String found(Map<String, String> surroundings) throws IOException, InterruptedException {
        ProcessBuilder asking = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                Asking.class.getName());
        asking.environment().putAll(surroundings);
        Process process = asking.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    @Test
    void withoutAnyDriverTheReasonIsSaid() throws IOException, InterruptedException {
        assumeTrue(!Devices.find().devices().isEmpty(), "no OpenCL device");
        String said = found(Map.of("OCL_ICD_VENDORS", folder.toString()));
        assertTrue(said.startsWith("0 [OpenCL is installed, but no platform (driver) is;"), said);
    }

    @Test
    void withoutTheLibraryTheReasonIsSaid() throws IOException, InterruptedException {
        Files.createFile(folder.resolve("libOpenCL.so.1"));
        String said = found(Map.of("LD_LIBRARY_PATH", folder.toString()));
        assertTrue(said.startsWith("0 [no OpenCL library (libOpenCL.so.1) is installed;"), said);
    }

    @Test
    void devicesAreCalledByNumberOrPartOfTheirNames() {
        Properties device = new Properties(1, "NVIDIA CUDA", "NVIDIA H200", "NVIDIA Corporation", "", "", Kind.GPU, 0,
                0, 0, 0, 0, 0, 1, 1, true, true, true);
        for (String wish : List.of("1", "nvidia", "H200", "cuda")) {
            assertTrue(device.answersTo(wish), wish);
        }
        for (String wish : List.of("0", "", "pocl", "200")) {
            assertFalse(device.answersTo(wish), wish);
        }
    }
}
