package huxley.solver.engine;

import huxley.neuron.mechanism.Place;
import huxley.solver.accelerator.Accelerator;
import huxley.solver.accelerator.Accelerator.Residence;
import huxley.solver.accelerator.Arrivals;
import huxley.solver.accelerator.Epoch;
import huxley.solver.accelerator.Epoch.Sampling;
import huxley.solver.accelerator.Outcome;
import huxley.solver.accelerator.Outcome.Failure;
import huxley.solver.accelerator.Resident;
import huxley.solver.accelerator.StepProgram;
import huxley.solver.event.Connections;
import huxley.solver.program.Field;
import huxley.solver.program.Instruction;
import huxley.solver.program.Instruction.Effect;
import huxley.solver.program.Kernel;
import huxley.solver.program.KernelText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Groups that an accelerator advances. Between {@link #embark} and {@link #bringHome} their memory is there; their events,
 * spikes and samples stay here.
 */
final class AcceleratedGroups {
    /** What kernels may tell where a whole sweep of instances runs, and where it is one by one. */
    private static final Set<Effect.Kind> NOWHERE = EnumSet.of(Effect.Kind.FAIL);
    private static final Set<Effect.Kind> IN_EVENTS = EnumSet.of(Effect.Kind.FAIL, Effect.Kind.NET_SEND,
            Effect.Kind.NET_MOVE, Effect.Kind.WATCH);

    private final @Nullable Accelerator accelerator;
    private final Assembly assembly;
    private final int[] chosen;
    private final Group[] groups;
    private final Arrivals[] arrivals;
    private final List<Resident> residents = new ArrayList<>();
    private @Nullable Residence residence;
    private @Nullable Epoch epoch;

    /** @param chosen ascending indices of groups */
    AcceleratedGroups(@Nullable Accelerator accelerator, Assembly assembly, int[] chosen) {
        this.accelerator = accelerator;
        this.assembly = assembly;
        this.chosen = chosen;
        groups = Arrays.stream(chosen).mapToObj(assembly.groups::get).toArray(Group[]::new);
        arrivals = new Arrivals[groups.length];
        Arrays.setAll(arrivals, g -> new Arrivals());
    }

    /** [group] whether an accelerator is to advance it. */
    static boolean[] choose(@Nullable Accelerator accelerator, Assembly assembly, double dt_ms) {
        boolean[] chosen = new boolean[assembly.groups.size()];
        if (accelerator == null) {
            return chosen;
        }
        for (int g = 0; g < chosen.length; g++) {
            chosen[g] = obstacle(assembly.groups.get(g)).isEmpty();
        }
        for (Group group : assembly.groups) {
            Connections.Walk heard = group.events.connections().walkFrom(0);
            while (heard.next()) {
                int from = assembly.sourceGroup[heard.source()];
                if (from >= 0 && chosen[from] && Epochs.wholeSteps(heard.leastDelay_ms(), dt_ms) < 1) {
                    chosen[from] = false;
                }
            }
        }
        return chosen;
    }

    /** Whether the groups are in the memory of an accelerator. */
    boolean isAway() {
        return residence != null;
    }

    /** Whether a group is one of those. */
    boolean advances(Group group) {
        return accelerator != null && Arrays.asList(groups).contains(group);
    }

    /** Why a group must stay here, or nothing. */
    static Optional<String> obstacle(Group group) {
        if (group.memory.layout.nodes == 0 || group.memory.layout.artificial.length > 0) {
            return Optional.of("artificial cells");
        }
        Optional<String> own = group.peculiarity();
        if (own.isPresent()) {
            return own;
        }
        if (group.samplers.stream().anyMatch(Sampler::computes)) {
            return Optional.of("extracellular potentials");
        }
        return group.mechanisms.stream()
                .flatMap(i -> obstacle(i, group).map(why -> i.code.mechanism.name() + ": " + why)
                        .stream())
                .findFirst();
    }

    private static Optional<String> obstacle(Instances instances, Group group) {
        if (instances.hasPointers()) {
            return Optional.of("POINTER");
        }
        if (!instances.diffusions.isEmpty()) {
            return Optional.of("LONGITUDINAL_DIFFUSION");
        }
        if (instances.watches.stream().anyMatch(AcceleratedGroups::seesTheLastEvent)) {
            return Optional.of("WATCH of the time or weight of an event");
        }
        if (LentEvents.sends(instances) && group.events.areHeard(instances)) {
            return Optional.of("net_send of what sends spikes");
        }
        boolean shared = instances.nodes.shared();
        Instances.Bound receive = instances.netReceive;
        Stream<Kernel> swept = Stream.concat(running(instances),
                instances.watches.stream().map(Instances.Bound::kernel));
        return Stream.concat(swept.flatMap(k -> obstacle(k, shared, NOWHERE).stream()),
                receive == null ? Stream.empty() : obstacle(receive.kernel(), shared, IN_EVENTS).stream()).findFirst();
    }

    /** Whether a condition reads what is shown to it of an event, other than by its result. */
    private static boolean seesTheLastEvent(Instances.Bound condition) {
        return condition.kernel().fields().stream().anyMatch(f -> f.storage() == Field.Storage.EVENT
                && !f.symbol().equals(new Field.Symbol.OfEngine(Place.Engine.FLAG)));
    }

    /** Kernels that run after the start, other than by events. */
    private static Stream<Kernel> running(Instances instances) {
        return Stream.concat(
                Stream.of(Optional.ofNullable(instances.current), Optional.ofNullable(instances.state))
                        .flatMap(Optional::stream),
                instances.hooks.values().stream()).map(Instances.Bound::kernel);
    }

    private static Optional<String> obstacle(Kernel kernel, boolean shared, Set<Effect.Kind> possible) {
        if (shared && kernel.returnsToNodes()) {
            return Optional.of("instances at one place that write an ion after reading it");
        }
        return obstacle(kernel.body(), possible);
    }

    private static Optional<String> obstacle(List<Instruction> body, Set<Effect.Kind> possible) {
        return body.stream().flatMap(instruction -> switch (instruction) {
        case Instruction.Lookup lookup -> Stream.of("FUNCTION_TABLE " + lookup.table());
        case Instruction.Store store when store.field().storage() == Field.Storage.UNIFORM ->
            Stream.of("assigns to " + KernelText.name(store.field()) + ", which all instances share");
        case Effect effect when !possible.contains(effect.kind()) ->
            Stream.of(effect.kind().name().toLowerCase(Locale.ROOT));
        case Instruction.Loop loop -> Stream.of(loop.condition(), loop.body())
                .flatMap(b -> obstacle(b, NOWHERE).map(why -> why.startsWith("net_") ? why + " in a loop" : why)
                        .stream());
        default -> Stream.<String>empty();
        }).findFirst();
    }

    /** Takes the memory of the groups to the accelerator. */
    void embark() {
        if (accelerator == null) {
            return;
        }
        Map<String, Integer> others = new TreeMap<>();
        for (int g = 0; g < assembly.groups.size(); g++) {
            if (Arrays.binarySearch(chosen, g) < 0) {
                others.merge(obstacle(assembly.groups.get(g)).orElse("delays below one step"), 1, Integer::sum);
            }
        }
        List<StepProgram> programs = new ArrayList<>();
        residents.clear();
        for (Group group : groups) {
            residents.add(new Description(group, assembly::nernstKernel).describe(programs));
        }
        residence = accelerator.load(residents, others).orElse(null);
        if (residence == null) {
            takeEventsBack();
        }
    }

    /** Begins to advance the groups from the start of a step to the start of another. */
    void launch(long from, long to) {
        if (residence == null) {
            return;
        }
        Sampling[][] sampling = new Sampling[groups.length][];
        for (int g = 0; g < groups.length; g++) {
            Group group = groups[g];
            arrivals[g].clear(group.mechanisms.stream().mapToInt(i -> i.code.weights).max().orElse(0));
            group.events.divert(2 * from, 2 * to, arrivals[g]);
            sampling[g] = group.samplers.stream().map(s -> sampling(s, to)).toArray(Sampling[]::new);
        }
        epoch = new Epoch(from, (int) (to - from), arrivals, sampling);
        residence.launch(epoch);
    }

    private static Sampling sampling(Sampler sampler, long to) {
        return new Sampling(sampler.next(), sampler.stride(), new double[sampler.due(to)][sampler.size()]);
    }

    /**
     * Waits for what was begun; then spikes and samples are where those of other groups are.
     *
     * @return groups that stopped, for which {@link #fail} says why
     */
    List<Failure> finish() {
        if (residence == null || epoch == null) {
            return List.of();
        }
        Outcome outcome = residence.finish();
        for (int g = 0; g < groups.length; g++) {
            groups[g].memory.time_ms[0] = (epoch.from() + epoch.steps()) * groups[g].memory.dt_ms[0];
            samples(g, epoch.sampling()[g], outcome.steps(g, epoch.steps()));
        }
        Outcome.Spikes spikes = outcome.spikes();
        for (int i = 0; i < spikes.group().length; i++) {
            Group group = groups[spikes.group()[i]];
            group.events.detected(spikes.detector()[i], (epoch.from() + spikes.step()[i]) * group.memory.dt_ms[0]);
        }
        return outcome.failures();
    }

    /** Hands samples of the steps done to their samplers. */
    private void samples(int g, Sampling[] sampling, int steps) {
        for (int s = 0; s < sampling.length; s++) {
            Sampler sampler = groups[g].samplers.get(s);
            for (double[] row : sampling[s].rows()) {
                if (epoch != null && sampler.next() <= epoch.from() + steps) {
                    sampler.take(row);
                }
            }
        }
    }

    /** Lets a group that stopped say why. Its memory has to be here. */
    void fail(Failure failure) {
        Group group = groups[failure.group()];
        group.memory.time_ms[0] = failure.time_ms();
        switch (failure.kind()) {
        case VOLTAGE -> throw new Group.NotFinite(group);
        case STATE -> group.checkStates();
        case METHOD -> group.events.fail(failure.mechanism(), failure.instance(), failure.code());
        }
    }

    /** Index of a group among all. */
    int index(Failure failure) {
        return chosen[failure.group()];
    }

    /** Takes the memory back. */
    void bringHome() {
        if (residence != null) {
            residence.bringHome();
            for (int g = 0; g < groups.length; g++) {
                groups[g].events.changeWeights(residents.get(g).weights(), residents.get(g).program().keptWeights());
            }
            takeEventsBack();
            close();
        }
    }

    private void takeEventsBack() {
        for (int g = 0; g < residents.size(); g++) {
            groups[g].events.takeBack(residents.get(g).selfEvents());
        }
    }

    /** Gives up the memory of the accelerator. */
    void close() {
        if (residence != null) {
            residence.close();
            residence = null;
        }
    }
}
