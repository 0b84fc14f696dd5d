package huxley.solver.engine;

import huxley.synapse.Observer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gathers what groups recorded and hands it to the observer, in order of time. */
final class Recorder {
    /** Samples handed over at once, at most about this many; more where an epoch has more. */
    private static final int ENOUGH = 1 << 16;

    private final Group[] groups;
    private final double dt_ms;
    private final Observer observer;
    /** [steps between samples] */
    private final Map<Integer, List<Sampler>> samplers = new TreeMap<>();
    private final Map<Integer, Long> handed = new TreeMap<>();
    private SpikeList later;

    Recorder(Group[] groups, double dt_ms, Observer observer) {
        this(groups, dt_ms, observer, -1, new SpikeList());
    }

    /**
     * @param lastStep the last step that another run recorded, -1 if there was none
     * @param later spikes that run announced for later
     */
    Recorder(Group[] groups, double dt_ms, Observer observer, long lastStep, SpikeList later) {
        this.groups = groups;
        this.dt_ms = dt_ms;
        this.observer = observer;
        this.later = later;
        for (Group group : groups) {
            for (Sampler sampler : group.samplers) {
                samplers.computeIfAbsent(sampler.stride, s -> new ArrayList<>()).add(sampler);
                handed.put(sampler.stride, Math.floorDiv(lastStep, (long) sampler.stride) + 1);
            }
        }
    }

    /** Spikes announced for a time not reached yet. */
    SpikeList later() {
        return later;
    }

    void epochDone(double reached_ms, boolean last) {
        spikes(last ? reached_ms : Math.nextDown(reached_ms));
        if (last || samplers.values().stream().anyMatch(Recorder::isMuch)) {
            flush();
        }
        observer.progress(reached_ms);
    }

    private static boolean isMuch(List<Sampler> some) {
        long probes = some.stream().mapToLong(s -> s.probes.length).sum();
        return probes * some.getFirst().count() >= ENOUGH || some.getFirst().count() >= ENOUGH / 64;
    }

    /** Hands over all samples that every group has. */
    void flush() {
        samplers.forEach((stride, some) -> {
            int count = some.stream().mapToInt(Sampler::count).min().orElse(0);
            if (count > 0) {
                long first = handed.getOrDefault(stride, 0L);
                double[] time_ms = new double[count];
                for (int i = 0; i < count; i++) {
                    time_ms[i] = (first + i) * stride * dt_ms;
                }
                int[] probes = some.stream().flatMapToInt(s -> Arrays.stream(s.probes)).toArray();
                double[][] values = new double[probes.length][];
                int row = 0;
                for (Sampler sampler : some) {
                    for (int p = 0; p < sampler.probes.length; p++) {
                        values[row++] = sampler.take(p, count);
                    }
                    sampler.clear();
                }
                handed.put(stride, first + count);
                observer.traces(probes, time_ms, values);
            }
        });
    }

    /** Before a failure is reported: groups may have come differently far. */
    void flushUpToFailure() {
        spikes(Double.POSITIVE_INFINITY);
        flush();
    }

    private void spikes(double until_ms) {
        SpikeList all = later;
        later = new SpikeList();
        for (Group group : groups) {
            SpikeList spikes = group.events.spikes;
            for (int i = 0; i < spikes.size(); i++) {
                all.add(spikes.id(i), spikes.time_ms(i));
            }
            spikes.clear();
        }
        if (all.size() == 0) {
            return;
        }
        SpikeList found = all;
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (all.time_ms(i) <= until_ms) {
                order.add(i);
            } else {
                later.add(all.id(i), all.time_ms(i));
            }
        }
        order.sort(Comparator.comparingDouble((Integer i) -> found.time_ms(i)).thenComparingInt(i -> found.id(i)));
        if (!order.isEmpty()) {
            observer.spikes(order.stream().mapToInt(found::id).toArray(),
                    order.stream().mapToDouble(found::time_ms).toArray());
        }
    }
}
