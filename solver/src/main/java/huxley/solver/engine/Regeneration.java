package huxley.solver.engine;

import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Span;
import huxley.solver.engine.PendingEvents.Pending;
import huxley.synapse.Circuit;
import huxley.synapse.Projection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the connections of procedural projections anew for every spike: those onto the cells of this rank, for the groups
 * that they lead to. No such connection acts within the epoch of its spike, so that all spikes come by the exchange.
 */
final class Regeneration {
    private final Group[] groups;
    private final Location location;
    private final Addresses addresses;
    private final List<Procedural> projections = new ArrayList<>();
    private final int parts;
    private final int weights;
    /** [part that makes][part that takes] */
    private final Parcel[][] parcels;

    /**
     * A projection whose connections are not stored.
     *
     * @param number in the circuit
     * @param synapses [group] null where none of its targets is
     */
    private record Procedural(int number, Projection projection, Projection.Outgoing outgoing,
            @Nullable Instances[] synapses) {
    }

    /** @param parts work is divided into at most */
    Regeneration(Circuit circuit, Assembly assembly, int parts) {
        this.groups = assembly.groups.toArray(Group[]::new);
        this.location = assembly.location;
        this.addresses = assembly.addresses;
        this.parts = parts;
        int most = 0;
        for (int p = 0; p < circuit.projections().size(); p++) {
            Projection projection = circuit.projections().get(p);
            if (projection.outgoing() != null) {
                Species species = assembly.species.get(assembly.synapseSpecies(p));
                check(projection, species);
                most = Math.max(most, species.code().weights);
                projections.add(new Procedural(p, projection, projection.outgoing(),
                        synapses(assembly.synapseSpecies(p))));
            }
        }
        weights = most;
        parcels = new Parcel[parts][parts];
        for (Parcel[] row : parcels) {
            Arrays.setAll(row, i -> new Parcel(weights));
        }
    }

    private static void check(Projection projection, Species species) {
        Optional<String> obstacle = Optional.empty();
        if (species.synapse() == null || !species.synapse().merged()) {
            obstacle = Optional.of("synapse " + species.mechanism().name() + " is not linear in its states, or is not"
                    + " shared by all connections onto a compartment");
        } else if (changes(species.code().changedWeights)) {
            obstacle = Optional.of("synapse " + species.mechanism().name()
                    + " keeps what it remembers of each connection in the weights of the connection");
        } else if (species.code().weights > 1) {
            obstacle = Optional.of("synapse " + species.mechanism().name() + " takes several weights");
        }
        obstacle.ifPresent(why -> {
            throw new InvalidInputException(Problem.error(Span.none("projection " + projection.name()),
                    String.format(Locale.ROOT, "the connections of projection '%s' cannot be procedural: %s",
                            projection.name(), why),
                    "leave out \"connectivity\", or use a synapse such as ExpSyn or Exp2Syn"));
        });
    }

    private static boolean changes(boolean[] changed) {
        for (boolean one : changed) {
            if (one) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Instances[] synapses(int species) {
        @Nullable
        Instances[] found = new Instances[groups.length];
        for (int g = 0; g < groups.length; g++) {
            found[g] = groups[g].mechanisms.stream().filter(i -> i.species.index() == species).findFirst()
                    .orElse(null);
        }
        return found;
    }

    /** Sources that are heard procedurally. */
    static BitSet sources(Circuit circuit) {
        BitSet sources = new BitSet();
        circuit.projections().stream().filter(p -> p.outgoing() != null)
                .forEach(p -> sources.set(p.source().first(), p.source().end()));
        return sources;
    }

    boolean isNeeded() {
        return !projections.isEmpty();
    }

    /** Weights of each parcel. */
    int weights() {
        return weights;
    }

    /** Makes and hands over what comes of spikes, on several threads. @return what went wrong */
    @Nullable
    RuntimeException hand(SentSpikes spikes, Crew crew) {
        if (!isNeeded() || spikes.size() == 0) {
            return null;
        }
        RuntimeException failure = crew.share(parts,
                part -> make(spikes, share(spikes.size(), part), share(spikes.size(), part + 1), parcels[part]));
        return failure != null ? failure : crew.share(parts, this::deliver);
    }

    /** Hands over again what waited in a saved state, in its order. */
    void restore(List<Pending> waiting) {
        for (Pending event : waiting) {
            int group = event.connection() == PendingEvents.PARCEL ? location.group()[event.gid()] : -1;
            if (group >= 0) {
                Procedural procedural = projections.stream().filter(p -> p.number == event.mechanism()).findFirst()
                        .orElseThrow();
                groups[group].events.parcels().add(event.time_ms(), event.wait_ms(), event.sendingNumber(),
                        event.cause(), procedural.number, addressOf(procedural, group, event.gid(), event.placed()),
                        new double[] {event.flag()}, 0);
            }
        }
    }

    private int share(int all, int part) {
        return (int) ((long) all * part / parts);
    }

    private void make(SentSpikes spikes, int begin, int end, Parcel[] row) {
        for (int i = begin; i < end; i++) {
            int source = spikes.source(i);
            double sent_ms = spikes.sent_ms(i);
            int sendingNumber = spikes.number(i);
            for (Procedural procedural : projections) {
                if (procedural.projection.source().contains(source)) {
                    procedural.outgoing.from(source, (target, compartment, delay_ms, given) -> {
                        int group = location.group()[target];
                        if (group >= 0) {
                            row[taker(group)].add(group, procedural, sent_ms, delay_ms, sendingNumber, source,
                                    addressOf(procedural, group, target, compartment), given);
                        }
                    });
                }
            }
        }
    }

    private int addressOf(Procedural procedural, int group, int target, int compartment) {
        Instances synapses = procedural.synapses[group];
        if (synapses == null) {
            throw new IllegalStateException("a group without synapses of projection " + procedural.projection.name()
                    + "; please report");
        }
        return groups[group].events.firstTarget(synapses)
                + synapses.nodes.firstAt(addresses.nodeOf(target, compartment));
    }

    /** Which part takes what comes to a group. */
    private int taker(int group) {
        return (int) ((long) group * parts / groups.length);
    }

    private void deliver(int part) {
        for (Parcel[] row : parcels) {
            row[part].deliver(groups);
        }
    }

    /** What one part has made for the groups of another. */
    private static final class Parcel {
        private final int weights;
        private int size;
        private int[] group = new int[16];
        private int[] projection = new int[16];
        private int[] number = new int[16];
        private int[] source = new int[16];
        private int[] target = new int[16];
        private double[] sent_ms = new double[16];
        private double[] delay_ms = new double[16];
        private double[] weight;

        Parcel(int weights) {
            this.weights = weights;
            weight = new double[16 * weights];
        }

        void add(int toGroup, Procedural procedural, double atSent_ms, double after_ms, int sendingNumber,
                int fromSource, int toTarget, double[] given) {
            if (size == group.length) {
                grow();
            }
            group[size] = toGroup;
            projection[size] = procedural.number;
            number[size] = sendingNumber;
            source[size] = fromSource;
            target[size] = toTarget;
            sent_ms[size] = atSent_ms;
            delay_ms[size] = after_ms;
            for (int w = 0; w < weights; w++) {
                weight[size * weights + w] = w < given.length ? given[w] : 0;
            }
            size++;
        }

        private void grow() {
            int n = 2 * size;
            group = Arrays.copyOf(group, n);
            projection = Arrays.copyOf(projection, n);
            number = Arrays.copyOf(number, n);
            source = Arrays.copyOf(source, n);
            target = Arrays.copyOf(target, n);
            sent_ms = Arrays.copyOf(sent_ms, n);
            delay_ms = Arrays.copyOf(delay_ms, n);
            weight = Arrays.copyOf(weight, n * weights);
        }

        void deliver(Group[] groups) {
            for (int i = 0; i < size; i++) {
                groups[group[i]].events.parcels().add(sent_ms[i] + delay_ms[i], delay_ms[i], number[i], source[i],
                        projection[i], target[i], weight, i * weights);
            }
            size = 0;
        }
    }
}
