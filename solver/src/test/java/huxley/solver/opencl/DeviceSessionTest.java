package huxley.solver.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceSessionTest {
    @TempDir
    Path cache;
    private OnDevice device;

    @BeforeEach
    void open() {
        device = OnDevice.open(cache);
    }

    @AfterEach
    void close() {
        if (device != null) {
            device.close();
        }
    }

    @Test
    void partsOfArraysGoThereAndBack() {
        DeviceSession session = device.session;
        try (DeviceBuffer from = session.allocate(64); DeviceBuffer to = session.allocate(64)) {
            session.write(from, 8, new double[] {1, 2, 3, 4}, 1, 4);
            session.copy(from, 8, to, 16, 24);
            double[] doubles = new double[5];
            session.read(to, 16, doubles, 2, 5);
            assertArrayEquals(new double[] {0, 0, 2, 3, 4}, doubles);
            session.write(from, 4, new float[] {5, 6}, 1, 2);
            session.write(from, 8, new int[] {7, 8}, 0, 2);
            session.write(from, 16, new long[] {9}, 0, 1);
            float[] floats = new float[1];
            session.read(from, 4, floats, 0, 1);
            int[] ints = new int[2];
            session.read(from, 8, ints, 0, 2);
            long[] longs = new long[1];
            session.read(from, 16, longs, 0, 1);
            assertEquals("6.0 7 8 9", floats[0] + " " + ints[0] + " " + ints[1] + " " + longs[0]);
        }
    }

    @Test
    void memoryThatADeviceDoesNotHaveIsAFailureThatSaysSo() {
        Device.Properties properties = device.session.device().properties();
        DeviceFailure failure = assertThrows(DeviceFailure.class,
                () -> device.session.allocate(2 * properties.memory_bytes()));
        assertEquals(DeviceFailure.Kind.OUT_OF_MEMORY, failure.kind());
        assertTrue(failure.getMessage().startsWith("the device " + properties.name() + " failed while allocating "),
                failure.getMessage());
    }

    @Test
    void groupLargerThanADeviceTakesIsAFailureAndTheSessionGoesOn() {
        DeviceSession session = device.session;
        DeviceProgram program = session.build(new ProgramText()
                .add("__kernel void count(__global int *x) { x[get_global_id(0)] = get_local_id(0); }"));
        long tooLarge = 16 * session.device().properties().largestGroup();
        try (DeviceBuffer buffer = session.allocate(4 * tooLarge)) {
            DeviceKernel kernel = program.kernel("count").with(buffer);
            assertThrows(DeviceFailure.class, () -> {
                session.launch(kernel, tooLarge, tooLarge);
                session.finish();
            });
            int[] place = new int[8];
            session.launch(kernel, 8, 4);
            session.read(buffer, 0, place, 0, 8);
            assertArrayEquals(new int[] {0, 1, 2, 3, 0, 1, 2, 3}, place);
        }
    }
}
