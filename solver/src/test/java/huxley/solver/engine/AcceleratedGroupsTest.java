package huxley.solver.engine;

import huxley.solver.accelerator.Accelerator;
import huxley.solver.accelerator.Interpreter;
import huxley.solver.opencl.Device;
import huxley.solver.opencl.DeviceAccelerator;
import huxley.solver.opencl.Devices;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** {@link AcceleratorCases} by the letter, and on an OpenCL device with work-groups of several sizes. */
class AcceleratedGroupsTest {
    private final List<String> heard = new ArrayList<>();

    private static Device device() {
        Devices found = Devices.find();
        Assumptions.assumeTrue(found.devices().stream().anyMatch(d -> d.properties().hasDouble()),
                () -> "no OpenCL device with double precision: " + found.troubles());
        return found.devices().stream().filter(d -> d.properties().hasDouble()).findFirst().orElseThrow();
    }

    @Nested
    class ByTheLetter extends AcceleratorCases {
        @Override
        Accelerator accelerator() {
            return new Interpreter();
        }
    }

    @Nested
    class OnADevice extends AcceleratorCases {
        @Override
        Accelerator accelerator() {
            return new DeviceAccelerator(device(), heard::add);
        }
    }

    @Nested
    @Tag("slow")
    class OnADeviceOneByOne extends AcceleratorCases {
        @Override
        Accelerator accelerator() {
            return new DeviceAccelerator(device(), 1, 1, heard::add);
        }
    }

    @Nested
    @Tag("slow")
    class OnADeviceInOddWorkGroups extends AcceleratorCases {
        @Override
        Accelerator accelerator() {
            return new DeviceAccelerator(device(), 5, 2, heard::add);
        }
    }

    @Nested
    @Tag("slow")
    class OnADeviceInWorkGroups extends AcceleratorCases {
        @Override
        Accelerator accelerator() {
            return new DeviceAccelerator(device(), 32, 1, heard::add);
        }
    }
}
