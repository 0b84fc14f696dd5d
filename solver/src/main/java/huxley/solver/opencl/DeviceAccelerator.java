package huxley.solver.opencl;

import huxley.solver.accelerator.Accelerator;
import huxley.solver.accelerator.Resident;
import huxley.solver.opencl.Device.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Advances groups on an OpenCL device. */
public final class DeviceAccelerator implements Accelerator {
    /** Work-items of a group where the compiler makes vectors of them. */
    private static final int ITEMS = 32;

    private final Device device;
    private final int items;
    private final int width;
    private final Consumer<String> told;

    /**
     * The way that suits the device: on a processor a group is one work-item, which computes with vectors.
     *
     * @param told gets a line that says what runs where and why
     */
    public DeviceAccelerator(Device device, Consumer<String> told) {
        this(device, device.properties().kind() == Kind.CPU ? 1 : ITEMS,
                device.properties().kind() == Kind.CPU ? device.properties().doubleVectorWidth() : 1, told);
    }

    /**
     * @param items work-items of a group
     * @param width instances that a work-item handles at once: 1, 2, 4 or 8
     */
    public DeviceAccelerator(Device device, int items, int width, Consumer<String> told) {
        this.device = device;
        this.items = items;
        this.width = width;
        this.told = told;
    }

    @Override
    public String name() {
        return "opencl:" + device.properties().name();
    }

    @Override
    public Optional<Residence> load(List<Resident> groups, Map<String, Integer> others) {
        int all = groups.size() + others.values().stream().mapToInt(Integer::intValue).sum();
        StringBuilder line = new StringBuilder(name() + " advances " + groups.size() + " of " + all + " groups");
        others.forEach((why, count) -> line.append("; ").append(count).append(count == 1 ? " stays" : " stay")
                .append(" on the host: ").append(why));
        if (groups.isEmpty()) {
            told.accept(line.toString());
            return Optional.empty();
        }
        try {
            DeviceSession session = DeviceSession.open(device);
            try {
                Residence residence = new GroupsOnDevice(session, groups, items, width);
                told.accept(line.toString());
                return Optional.of(residence);
            } catch (DeviceFailure failure) {
                session.close();
                throw failure;
            }
        } catch (DeviceFailure failure) {
            told.accept("all groups stay on the host: " + failure.getMessage());
            return Optional.empty();
        }
    }
}
