package huxley.solver.engine;

import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Span;
import huxley.solver.event.Connections;
import huxley.synapse.Circuit;
import huxley.synapse.Experiment;
import huxley.synapse.Projection.Outgoing;
import huxley.synapse.Projection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How far groups may be advanced without looking at each other: as many steps as no spike can act on another group.
 * Groups that hear nothing ({@code leading}) go first in every epoch, so that their delays do not count.
 */
final class Epochs {
    /** Longest epoch, so that progress shows and a stop is heeded. */
    private static final double LONGEST_ms = 10;
    /** Delays are whole steps up to this rounding error. */
    static final double ROUNDING = 1e-9;

    final int[] leading;
    /** Those joined to other groups by gap junctions excepted. */
    final int[] following;
    /** Those that an accelerator advances; they lead nobody. */
    final int[] accelerated;
    /** Joined by gap junctions: advanced step by step together. */
    final int[] coupled;
    /** All but the leading ones. */
    final int[] hearing;
    final int steps;

    private final Circuit circuit;
    private final double dt_ms;
    private final Group[] groups;
    private final int[] sourceGroup;
    private final boolean[] hears;
    /** Sources of groups that lead, on whichever rank. */
    private final BitSet leads;
    private final boolean[] away;
    private final Location location;

    /**
     * @param away [group] whether an accelerator advances it: spikes within it count like those between groups
     */
    Epochs(Circuit circuit, Experiment experiment, Assembly assembly, boolean[] away, int threads) {
        this.circuit = circuit;
        groups = assembly.groups.toArray(Group[]::new);
        sourceGroup = assembly.sourceGroup;
        location = assembly.location;
        boolean[] joined = assembly.coupled;
        Ranks ranks = assembly.ranks;
        this.away = away;
        dt_ms = experiment.dt_ms();
        hears = new boolean[groups.length];
        boolean[] awaits = awaiting();
        for (int g = 0; g < groups.length; g++) {
            hears[g] = joined[g] || away[g] || groups[g].events.connections().size() > 0 || awaits[g];
        }
        BitSet mine = new BitSet();
        IntStream.range(0, sourceGroup.length).filter(s -> sourceGroup[s] >= 0 && !hears[sourceGroup[s]])
                .forEach(mine::set);
        leads = ranks.anyHas(mine);
        leading = largestFirst(g -> !hears[g]);
        following = largestFirst(g -> hears[g] && !joined[g] && !away[g]);
        accelerated = IntStream.range(0, groups.length).filter(g -> away[g]).toArray();
        coupled = largestFirst(g -> joined[g]);
        hearing = IntStream.range(0, groups.length).filter(g -> hears[g]).toArray();
        double[] least = new double[groups.length];
        boolean[] suspicious = new boolean[groups.length];
        IntPredicate generator = generators();
        Parallel.forAll(threads, groups.length, () -> g -> {
            least[g] = leastDelay_ms(g);
            suspicious[g] = mayBeTooShort(g, generator);
        });
        for (int g = 0; g < groups.length; g++) {
            if (suspicious[g]) {
                complain(generator);
                break;
            }
        }
        double longest = Math.max(1, LONGEST_ms / dt_ms);
        for (double delay_ms : DoubleStream.concat(Arrays.stream(least), proceduralDelays_ms()).toArray()) {
            if (wholeSteps(delay_ms) < 1) {
                throw new IllegalArgumentException("a delay of " + delay_ms + " ms is below one step of " + dt_ms
                        + " ms, but it leads to another group");
            }
            longest = Math.min(longest, wholeSteps(delay_ms));
        }
        steps = (int) ranks.least((long) longest)[0];
    }

    private Stream<Projection> procedural() {
        return circuit.projections().stream().filter(p -> p.outgoing() != null);
    }

    /** [group] whether connections lead to it that are made anew for every spike. */
    private boolean[] awaiting() {
        boolean[] awaits = new boolean[groups.length];
        procedural().map(Projection::target).distinct().forEach(target -> {
            for (int gid = target.first(); gid < target.end(); gid++) {
                if (location.isHere(gid)) {
                    awaits[location.group()[gid]] = true;
                }
            }
        });
        return awaits;
    }

    /** The least of each procedural projection that does not come from groups that lead. */
    private DoubleStream proceduralDelays_ms() {
        return procedural().filter(p -> leads.nextClearBit(p.source().first()) < p.source().end())
                .map(p -> Objects.requireNonNull(p.outgoing())).mapToDouble(Outgoing::leastDelay_ms);
    }

    private double wholeSteps(double delay_ms) {
        return wholeSteps(delay_ms, dt_ms);
    }

    static double wholeSteps(double delay_ms, double dt_ms) {
        return Math.floor(delay_ms / dt_ms + ROUNDING);
    }

    private int[] largestFirst(IntPredicate which) {
        return IntStream.range(0, groups.length).filter(which).boxed()
                .sorted((a, b) -> Long.compare(groups[b].cost, groups[a].cost)).mapToInt(Integer::intValue).toArray();
    }

    /** Of the connections from groups that are advanced together with this one. */
    private double leastDelay_ms(int g) {
        Connections.Walk heard = groups[g].events.connections().walkFrom(0);
        double least = Double.POSITIVE_INFINITY;
        while (heard.next()) {
            int source = heard.source();
            if ((sourceGroup[source] != g || away[g]) && !leads.get(source)) {
                least = Math.min(least, heard.leastDelay_ms());
            }
        }
        return least;
    }

    /** Artificial cells that nobody talks to. */
    private IntPredicate generators() {
        boolean[] addressed = new boolean[circuit.artificialCells().size()];
        int cells = circuit.cells().size();
        for (Projection projection : circuit.projections()) {
            for (int gid = Math.max(cells, projection.target().first()); gid < projection.target().end(); gid++) {
                addressed[gid - cells] = true;
            }
        }
        circuit.connections().stream().mapToInt(c -> c.target().gid()).filter(gid -> gid >= cells)
                .forEach(gid -> addressed[gid - cells] = true);
        return gid -> gid >= cells && gid - cells < addressed.length && !addressed[gid - cells];
    }

    private boolean mayBeTooShort(int g, IntPredicate generator) {
        Connections.Walk heard = groups[g].events.connections().walkFrom(0);
        while (!circuit.projections().isEmpty() && heard.next()) {
            if (!generator.test(heard.source()) && wholeSteps(heard.leastDelay_ms()) < 1) {
                return true;
            }
        }
        return false;
    }

    /** Looks for the projections that are at fault, if any: connections placed by hand within a group may be short. */
    private void complain(IntPredicate generator) {
        List<Problem> problems = new ArrayList<>();
        for (Projection projection : circuit.projections()) {
            String[] found = new String[1];
            for (int gid = projection.target().first(); gid < projection.target().end() && found[0] == null; gid++) {
                int target = gid;
                projection.incoming().onto(gid, (source, compartment, delay_ms, values) -> {
                    if (found[0] == null && source != target && !generator.test(source)
                            && wholeSteps(delay_ms) < 1) {
                        found[0] = String.format(Locale.ROOT, "projection '%s' connects gid %d to gid %d with a delay"
                                + " of %s ms; legal is the time step, %s ms, or more", projection.name(), source,
                                target, delay_ms, dt_ms);
                    }
                });
            }
            if (found[0] != null) {
                problems.add(Problem.error(Span.none("projection " + projection.name()), found[0],
                        "a smaller time step, or longer delays; only generators of spikes may have shorter ones"));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }
}
