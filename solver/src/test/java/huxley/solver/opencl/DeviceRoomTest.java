package huxley.solver.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class DeviceRoomTest {
    private static final long GiB = 1L << 30;
    private final DeviceRoom room = new DeviceRoom("card", 8 * GiB, 2 * GiB);

    @Test
    void whatFitsPasses() {
        room.check(2 * GiB, 2 * GiB, GiB, GiB);
    }

    @Test
    void whatDoesNotFitIsRefusedWithTheNumbers() {
        DeviceFailure failure = assertThrows(DeviceFailure.class, () -> room.check(2 * GiB, 2 * GiB, 2 * GiB, 2 * GiB));
        assertEquals(DeviceFailure.Kind.OUT_OF_MEMORY, failure.kind());
        assertEquals(
                "they take 8.00 GiB, 2.00 GiB of it in one piece; card has 8.00 GiB, of which 7.20 can be used, and"
                        + " gives at most 2.00 GiB in one piece",
                failure.getMessage());
    }

    @Test
    void onePieceThatIsTooLargeIsRefused() {
        assertThrows(DeviceFailure.class, () -> room.check(3 * GiB));
    }
}
