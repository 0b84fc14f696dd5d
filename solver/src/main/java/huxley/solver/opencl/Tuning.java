package huxley.solver.opencl;

import huxley.solver.accelerator.Arrivals;
import huxley.solver.accelerator.Epoch;
import huxley.solver.accelerator.Epoch.Sampling;
import huxley.solver.accelerator.Resident;
import huxley.solver.cable.Block;
import huxley.solver.cable.SlotSchedule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Finds the fastest of several ways to advance groups by trying each on some of them, in memory of their own. */
final class Tuning {
    /** Groups a compute unit in a trial: enough to keep a device busy. */
    private static final int GROUPS_PER_UNIT = 8;
    private static final int STEPS = 16;
    private static final int TRIALS = 3;
    /** Ways that are tried: each has a program of its own to be built, which may take seconds. */
    private static final int TRIED = 3;
    /** What mechanisms and waiting for each other cost, in eliminations of a compartment. */
    private static final double MECHANISMS = 8;
    private static final double BARRIER = 2;

    private final Device device;
    private final List<Way> candidates;

    Tuning(Device device, List<Way> candidates) {
        this.device = device;
        this.candidates = candidates;
    }

    /** A way, and where there was a choice what was measured of each. */
    record Choice(Way way, List<String> measured) {
    }

    private List<Resident> sample(List<Resident> alike) {
        return alike.subList(0, Math.min(alike.size(), GROUPS_PER_UNIT * device.properties().computeUnits()));
    }

    /** Seconds that a step of all of them takes, from what one of some does. */
    double step_s(List<Resident> alike, Way way) {
        List<Resident> sample = sample(alike);
        return measure(sample, way) * 1e-9 / STEPS * alike.size() / sample.size();
    }

    Choice choose(List<Resident> alike) {
        if (candidates.size() == 1) {
            return new Choice(candidates.getFirst(), List.of());
        }
        List<Resident> sample = sample(alike);
        List<String> measured = new ArrayList<>();
        Way best = candidates.getFirst();
        long least = Long.MAX_VALUE;
        for (Way way : promising(alike.getFirst())) {
            try {
                long ns = measure(sample, way);
                measured.add("%.1f us a step with %s".formatted(ns * 1e-3 / STEPS, way));
                if (ns < least) {
                    least = ns;
                    best = way;
                }
            } catch (DeviceFailure failure) {
                measured.add(way + " failed: " + failure.getMessage());
            }
        }
        return new Choice(best, measured);
    }

    /** The candidates that are best by counting, most of which need not be built. */
    List<Way> promising(Resident group) {
        return candidates.stream().sorted(Comparator.comparingDouble(w -> estimate(group, w))).limit(TRIED).toList();
    }

    /** Time of a step, in eliminations of a compartment. */
    private static double estimate(Resident group, Way way) {
        double compartments = group.blocks().stream().mapToInt(Block::nodes).sum();
        int cells = group.blocks().stream().mapToInt(Block::width).sum();
        int largest = group.blocks().stream().mapToInt(b -> b.matrix().size()).max().orElse(0);
        double solved = switch (way.cable()) {
        case CELLS -> largest * Math.ceil((double) cells / (way.items() * way.width()));
        case SLOTS, LOCAL_SLOTS -> (1 + BARRIER)
                * CableTables.schedules(group, way.items()).stream().mapToInt(SlotSchedule::slots).sum();
        };
        return solved + MECHANISMS * compartments / (way.items() * way.width());
    }

    /** Nanoseconds that all of them take together. */
    private long measure(List<Resident> sample, Way way) {
        long least = Long.MAX_VALUE;
        try (GroupsOnDevice groups = new GroupsOnDevice(DeviceSession.open(device), sample, k -> way)) {
            Epoch epoch = quiet(sample);
            for (int trial = 0; trial <= TRIALS; trial++) {
                long start = System.nanoTime();
                groups.launch(epoch);
                groups.finish();
                least = trial == 0 ? least : Math.min(least, System.nanoTime() - start);
            }
        }
        return least;
    }

    /** Steps to which nothing comes and of which nothing is recorded. */
    private static Epoch quiet(List<Resident> groups) {
        Arrivals none = new Arrivals();
        none.clear(0);
        return new Epoch(0, STEPS, groups.stream().map(g -> none).toArray(Arrivals[]::new),
                groups.stream().map(g -> IntStream.range(0, g.samplers().length)
                        .mapToObj(s -> new Sampling(Integer.MAX_VALUE, 1, new double[0][])).toArray(Sampling[]::new))
                        .toArray(Sampling[][]::new));
    }
}
