package huxley.solver.accelerator;

import huxley.solver.accelerator.Epoch.Sampling;
import huxley.solver.accelerator.Outcome.Failure;
import huxley.solver.cable.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Several accelerators as one: each takes as many groups as it is fast. Spikes between them go by way of the engine. */
public final class SeveralAccelerators implements Accelerator {
    private final List<Accelerator> all;

    /** @param all at least one */
    public SeveralAccelerators(List<? extends Accelerator> all) {
        this.all = List.copyOf(all);
    }

    @Override
    public String name() {
        return all.stream().map(Accelerator::name).collect(Collectors.joining(" and "));
    }

    @Override
    public int workers() {
        return all.stream().mapToInt(Accelerator::workers).sum();
    }

    @Override
    public double compartmentStepsPerSecond(List<Resident> groups) {
        return all.stream().mapToDouble(a -> a.compartmentStepsPerSecond(groups)).sum();
    }

    @Override
    public Optional<Residence> load(List<Resident> groups, Map<String, Integer> others) {
        List<Accelerator> able = new ArrayList<>(all);
        while (!able.isEmpty()) {
            List<Part> parts = new ArrayList<>();
            Optional<Accelerator> unable = load(groups, others, able, parts);
            if (unable.isEmpty()) {
                return parts.isEmpty() ? Optional.empty() : Optional.of(new Parts(parts));
            }
            parts.forEach(p -> p.residence.close());
            able.remove(unable.orElseThrow());
        }
        return Optional.empty();
    }

    /** @return one that did not take its groups */
    private static Optional<Accelerator> load(List<Resident> groups, Map<String, Integer> others,
            List<Accelerator> able, List<Part> parts) {
        int[][] shares = share(groups.stream().mapToDouble(SeveralAccelerators::compartments).toArray(),
                able.stream().mapToDouble(a -> able.size() == 1 ? 1 : a.compartmentStepsPerSecond(groups)).toArray());
        for (int a = 0; a < shares.length; a++) {
            if (shares[a].length > 0 || a == 0) {
                Optional<Residence> residence = able.get(a).load(
                        Arrays.stream(shares[a]).mapToObj(groups::get).toList(), a == 0 ? others : Map.of());
                if (residence.isEmpty() && shares[a].length > 0) {
                    return Optional.of(able.get(a));
                }
                int[] own = shares[a];
                residence.ifPresent(r -> parts.add(new Part(r, own)));
            }
        }
        return Optional.empty();
    }

    private static double compartments(Resident group) {
        return group.blocks().stream().mapToInt(Block::nodes).sum();
    }

    /**
     * [accelerator] ascending numbers of its groups: the costliest ones first, each goes where it is done earliest.
     *
     * @param rate [accelerator] 0 where it can do nothing
     */
    static int[][] share(double[] cost, double[] rate) {
        List<List<Integer>> shares = Arrays.stream(rate).mapToObj(r -> (List<Integer>) new ArrayList<Integer>())
                .toList();
        double[] load = new double[rate.length];
        IntStream.range(0, cost.length).boxed().sorted(Comparator.comparingDouble((Integer g) -> -cost[g]))
                .forEach(g -> {
                    int best = 0;
                    for (int a = 1; a < rate.length; a++) {
                        if (!((load[best] + cost[g]) / rate[best] <= (load[a] + cost[g]) / rate[a])) {
                            best = a;
                        }
                    }
                    load[best] += cost[g];
                    shares.get(best).add(g);
                });
        return shares.stream().map(s -> s.stream().mapToInt(Integer::intValue).sorted().toArray())
                .toArray(int[][]::new);
    }

    /** @param group their numbers among all */
    private record Part(Residence residence, int[] group) {
    }

    /** Groups of several accelerators. */
    private record Parts(List<Part> parts) implements Residence {
        @Override
        public void launch(Epoch epoch) {
            for (Part part : parts) {
                part.residence.launch(new Epoch(epoch.from(), epoch.steps(),
                        Arrays.stream(part.group).mapToObj(g -> epoch.arrivals()[g]).toArray(Arrivals[]::new),
                        Arrays.stream(part.group).mapToObj(g -> epoch.sampling()[g]).toArray(Sampling[][]::new)));
            }
        }

        @Override
        public Outcome finish() {
            List<int[]> spikes = new ArrayList<>();
            List<Failure> failures = new ArrayList<>();
            for (Part part : parts) {
                Outcome outcome = part.residence.finish();
                for (int s = 0; s < outcome.spikes().group().length; s++) {
                    spikes.add(new int[] {part.group[outcome.spikes().group()[s]], outcome.spikes().step()[s],
                            outcome.spikes().detector()[s]});
                }
                outcome.failures().forEach(f -> failures.add(new Failure(part.group[f.group()], f.steps(), f.time_ms(),
                        f.kind(), f.mechanism(), f.instance(), f.code())));
            }
            spikes.sort(Comparator.comparingInt(s -> s[0]));
            failures.sort(Comparator.comparingInt(Failure::group));
            return new Outcome(new Outcome.Spikes(spikes.stream().mapToInt(s -> s[0]).toArray(),
                    spikes.stream().mapToInt(s -> s[1]).toArray(), spikes.stream().mapToInt(s -> s[2]).toArray()),
                    failures);
        }

        @Override
        public void bringHome() {
            parts.forEach(p -> p.residence.bringHome());
        }

        @Override
        public void close() {
            parts.forEach(p -> p.residence.close());
        }
    }
}
