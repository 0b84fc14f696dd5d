package huxley.solver.opencl;

import huxley.solver.accelerator.Accelerator;
import huxley.solver.accelerator.Resident;
import huxley.solver.opencl.Device.Kind;
import java.util.List;

/** Advances groups on an OpenCL device. */
public final class DeviceAccelerator implements Accelerator {
    /** Work-items of a group where the compiler makes vectors of them. */
    private static final int ITEMS = 32;

    private final Device device;
    private final int items;
    private final int width;

    /** The way that suits the device: on a processor a group is one work-item, which computes with vectors. */
    public DeviceAccelerator(Device device) {
        this(device, device.properties().kind() == Kind.CPU ? 1 : ITEMS,
                device.properties().kind() == Kind.CPU ? device.properties().doubleVectorWidth() : 1);
    }

    /**
     * @param items work-items of a group
     * @param width instances that a work-item handles at once: 1, 2, 4 or 8
     */
    public DeviceAccelerator(Device device, int items, int width) {
        this.device = device;
        this.items = items;
        this.width = width;
    }

    @Override
    public String name() {
        return "opencl:" + device.properties().name();
    }

    @Override
    public Residence load(List<Resident> groups) {
        DeviceSession session = DeviceSession.open(device);
        try {
            return new GroupsOnDevice(session, groups, items, width);
        } catch (RuntimeException failure) {
            session.close();
            throw failure;
        }
    }
}
