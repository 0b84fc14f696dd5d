package huxley.solver.opencl;

import huxley.solver.accelerator.Accelerator;
import huxley.solver.accelerator.Resident;
import huxley.solver.cable.Block;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Advances groups on an OpenCL device. */
public final class DeviceAccelerator implements Accelerator {
    /** Where the compiler makes vectors of work-items. */
    private static final List<Way> OF_GRAPHICS_CARDS = List.of(Way.cells(32, 1), Way.slots(32), Way.cells(128, 1),
            Way.slots(128), Way.slots(512));

    private final Device device;
    private final List<Way> ways;
    private final Consumer<String> told;
    private final Consumer<String> details;
    /** By program and magnitude of the kind of groups. */
    private final Map<List<Object>, Tuning.Choice> choices = new HashMap<>();

    /**
     * In the way that suits the device: on a processor a group is one work-item, which computes with vectors; on others
     * several ways are tried for each kind of group, and the fastest is taken.
     *
     * @param told gets a line that says what runs where and why
     * @param details gets lines that say how
     */
    public DeviceAccelerator(Device device, Consumer<String> told, Consumer<String> details) {
        this(device, device.properties().kind() == Device.Kind.CPU
                ? List.of(Way.cells(1, device.properties().doubleVectorWidth()))
                : OF_GRAPHICS_CARDS.stream().filter(w -> w.items() <= device.properties().largestGroup()).toList(),
                told, details);
    }

    /** @param ways of which the fastest is taken */
    public DeviceAccelerator(Device device, List<Way> ways, Consumer<String> told, Consumer<String> details) {
        this.device = device;
        this.ways = ways;
        this.told = told;
        this.details = details;
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
            Map<GroupKind, Way> chosen = choose(groups);
            DeviceSession session = DeviceSession.open(device);
            try {
                Residence residence = new GroupsOnDevice(session, groups, chosen::get);
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

    @Override
    public int workers() {
        return device.properties().computeUnits();
    }

    @Override
    public double compartmentStepsPerSecond(List<Resident> groups) {
        try {
            Tuning tuning = new Tuning(device, ways);
            double compartments = groups.stream().flatMap(g -> g.blocks().stream()).mapToDouble(Block::nodes).sum();
            double step_s = GroupKind.sort(groups).entrySet().stream().mapToDouble(kind -> {
                List<Resident> alike = kind.getValue().stream().map(groups::get).toList();
                return tuning.step_s(alike, choice(tuning, kind.getKey(), alike).way());
            }).sum();
            return compartments / step_s;
        } catch (DeviceFailure failure) {
            told.accept(failure.getMessage());
            return 0;
        }
    }

    /** Tried once for each kind of group. */
    private Tuning.Choice choice(Tuning tuning, GroupKind kind, List<Resident> alike) {
        return choices.computeIfAbsent(List.of(kind.program(), kind.magnitude()), k -> tuning.choose(alike));
    }

    private Map<GroupKind, Way> choose(List<Resident> groups) {
        Tuning tuning = new Tuning(device, ways);
        Map<GroupKind, Way> chosen = new HashMap<>();
        GroupKind.sort(groups).forEach((kind, members) -> {
            List<Resident> alike = members.stream().map(groups::get).toList();
            Tuning.Choice choice = choice(tuning, kind, alike);
            chosen.put(kind, choice.way());
            details.accept(members.size() + (members.size() == 1 ? " group" : " groups") + ", the first of "
                    + GroupKind.describe(alike.getFirst()) + ": " + choice.way()
                    + slots(alike.getFirst(), choice.way()));
            choice.measured().forEach(m -> details.accept("  measured: " + m));
        });
        return chosen;
    }

    /** How many slots the largest trees of a group have, where it is solved so. */
    private static String slots(Resident group, Way way) {
        return way.cable() == Way.Cable.CELLS
                ? ""
                : CableTables.schedules(group, way.items()).stream()
                        .map(s -> s.slots() + " slots of " + s.lanes() + ", at least " + s.bound()).distinct()
                        .collect(Collectors.joining("; ", " (", ")"));
    }
}
