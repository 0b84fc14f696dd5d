package huxley.solver.opencl;

import java.util.Arrays;
import java.util.Locale;

/**
 * How much memory a device has: drivers promise more than there is, and fail late.
 *
 * @param all_bytes together
 * @param piece_bytes largest piece
 */
record DeviceRoom(String device, long all_bytes, long piece_bytes) {
    /** What a driver needs itself, and what arrivals, spikes and samples of an epoch take. */
    private static final double USABLE = 0.9;
    private static final double GiB = 1L << 30;

    static DeviceRoom of(Device.Properties device) {
        return new DeviceRoom(device.name(), device.memory_bytes(), device.largestBuffer_bytes());
    }

    /** Refuses, with the numbers, pieces of memory that do not fit. */
    void check(long... pieces_bytes) {
        long all = Arrays.stream(pieces_bytes).sum();
        long largest = Arrays.stream(pieces_bytes).max().orElse(0);
        if (all > USABLE * all_bytes || largest > piece_bytes) {
            throw new DeviceFailure(DeviceFailure.Kind.OUT_OF_MEMORY, String.format(Locale.ROOT,
                    "they take %.2f GiB, %.2f GiB of it in one piece; %s has %.2f GiB, of which %.2f can be used, and gives"
                            + " at most %.2f GiB in one piece",
                    all / GiB, largest / GiB, device, all_bytes / GiB, USABLE * all_bytes / GiB, piece_bytes / GiB));
        }
    }
}
