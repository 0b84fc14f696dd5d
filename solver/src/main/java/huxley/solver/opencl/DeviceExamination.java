package huxley.solver.opencl;

import huxley.solver.precision.Precision;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a device is, and what it was found to do.
 *
 * @param troubles why it cannot be used; empty where it gives the bits of the Java backends
 * @param singleTroubles what it does otherwise in single precision
 * @param throughput null where it was not measured
 */
public record DeviceExamination(Device.Properties device, List<String> troubles, List<String> singleTroubles,
        @Nullable Throughput throughput) {

    public DeviceExamination {
        troubles = List.copyOf(troubles);
        singleTroubles = List.copyOf(singleTroubles);
    }

    /**
     * Runs the self-test in both precisions; never fails.
     *
     * @param measured for two seconds more, how fast the device is
     */
    public static DeviceExamination of(Device device, boolean measured) {
        if (!device.properties().hasDouble()) {
            return new DeviceExamination(device.properties(),
                    List.of("it has no double precision with fused multiply-add and subnormal numbers (fp64)"),
                    List.of(),
                    null);
        }
        List<String> troubles = new ArrayList<>();
        List<String> singleTroubles = new ArrayList<>();
        @Nullable
        Throughput throughput = null;
        try (DeviceSession session = DeviceSession.open(device)) {
            SelfTest.of(session, Precision.DOUBLE).troubles().forEach(t -> troubles.add("it " + t));
            SelfTest.of(session, Precision.SINGLE).troubles().forEach(t -> singleTroubles.add("it " + t));
            throughput = measured ? Throughput.of(session) : null;
        } catch (DeviceFailure failure) {
            troubles.add(failure.getMessage());
        }
        return new DeviceExamination(device.properties(), troubles, singleTroubles, throughput);
    }
}
