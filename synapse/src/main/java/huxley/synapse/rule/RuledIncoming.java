package huxley.synapse.rule;

import huxley.neuron.random.RandomKey;
import huxley.neuron.random.RandomStream;
import huxley.synapse.GapJunctions;
import huxley.synapse.Population;
import huxley.synapse.Projection;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The connections that a rule makes, each with its place and its values. The draws for the place and for each value belong
 * to the two cells, the number of the connection among those between them, and that value: they are the same from
 * whichever side connections are asked for.
 */
public final class RuledIncoming implements Projection.Incoming {
    private final Field field;
    private final Rule rule;
    private final Pairs pairs;
    private final @Nullable IntFunction<Sites> sites;
    private final int perPair;
    private final Value delay_ms;
    private final Value[] values;
    private final RandomKey placeKey;
    private final RandomKey delayKey;
    private final RandomKey[] valueKeys;

    /**
     * @param sites by index of the target; null for artificial cells
     * @param perPair connections for each pair of the rule, each with a place and values of its own
     * @param values weights, then the synapse's own parameters
     */
    public RuledIncoming(Field field, Rule rule, @Nullable IntFunction<Sites> sites, int perPair, Value delay_ms,
            List<Value> values) {
        this.field = field;
        this.rule = rule;
        this.pairs = Pairs.of(rule, field, "rule");
        this.sites = sites;
        this.perPair = perPair;
        this.delay_ms = delay_ms;
        this.values = values.toArray(Value[]::new);
        this.placeKey = key("place");
        this.delayKey = key("delay");
        this.valueKeys = new RandomKey[values.size()];
        Arrays.setAll(valueKeys, i -> key("value " + i));
    }

    private RandomKey key(String purpose) {
        return RandomKey.of(field.seed(), field.name(), purpose);
    }

    @Override
    public void onto(int target, Projection.Sink sink) {
        if (field.target().contains(target)) {
            int index = target - field.target().first();
            Sites here = sites == null ? null : sites.apply(index);
            Completion completion = new Completion();
            pairs.onto(index, (source, compartment, row) -> {
                for (int k = 0; k < perPair; k++) {
                    completion.complete(source, index, compartment, row, here, k, source);
                    sink.connection(field.source().first() + source, completion.compartment, completion.wait_ms,
                            completion.given);
                }
            });
        }
    }

    @Override
    public long countOnto(int target) {
        return field.target().contains(target) ? perPair * pairs.countOnto(target - field.target().first()) : 0;
    }

    @Override
    public double expected(Population target) {
        return perPair * pairs.estimate(field.target().count());
    }

    @Override
    public double expectedBytes() {
        return pairs.expectedBytes();
    }

    /** The same connections from the side of their source, where the rule can be asked from there and all targets have sites. */
    public Optional<Projection.Outgoing> outgoing() {
        return rule.tellsTargets() && sites != null ? Optional.of(new Outward(sites)) : Optional.empty();
    }

    /** Asked from the side of the source. */
    private final class Outward implements Projection.Outgoing {
        private final IntFunction<Sites> places;

        Outward(IntFunction<Sites> places) {
            this.places = places;
        }

        @Override
        public void from(int source, Projection.Targets sink) {
            if (field.source().contains(source)) {
                Completion completion = new Completion();
                int index = source - field.source().first();
                pairs.from(index, target -> {
                    for (int k = 0; k < perPair; k++) {
                        completion.complete(index, target, -1, -1, places.apply(target), k, target);
                        sink.connection(field.target().first() + target, completion.compartment, completion.wait_ms,
                                completion.given);
                    }
                });
            }
        }

        @Override
        public int[] compartments(int target) {
            return places.apply(target - field.target().first()).compartment();
        }

        @Override
        public double leastDelay_ms() {
            return delay_ms.least();
        }
    }

    /** Gives place and values to pairs. */
    private final class Completion {
        private final Contact contact = new Contact(field);
        private final Repeats repeats = new Repeats();
        private final RandomStream place = placeKey.stream();
        private final RandomStream delay = delayKey.stream();
        private final RandomStream[] drawn = new RandomStream[values.length];
        private final double[] given = new double[values.length];
        private int compartment;
        private double wait_ms;

        Completion() {
            Arrays.setAll(drawn, i -> valueKeys[i].stream());
        }

        /**
         * Completes a connection of a pair.
         *
         * @param asked compartment if the rule says one, else -1
         * @param k which of the connections of this pair
         * @param other of the two cells the one that changes
         */
        void complete(int source, int target, int asked, int row, @Nullable Sites here, int k, int other) {
            int repeat = repeats.next(other, row >= 0 ? row * perPair + k : -1);
            contact.between(source, target, row);
            compartment = -1;
            if (here != null) {
                compartment = asked >= 0 ? asked : here.draw(place.at(target, source, repeat));
                contact.on(compartment, here.pathDistance_um()[compartment]);
            }
            wait_ms = delay_ms.of(contact, delay.at(target, source, repeat));
            for (int i = 0; i < given.length; i++) {
                given[i] = values[i].of(contact, drawn[i].at(target, source, repeat));
            }
        }
    }

    /**
     * Gap junctions instead of synapses: the first value is the conductance in uS. Within one population a rule that
     * treats all pairs alike finds a pair from either side: it is made as found from the side of the larger index.
     *
     * @param sourceSites by index of the source
     */
    public GapJunctions gapJunctions(IntFunction<Sites> sourceSites) {
        JunctionColumns columns = new JunctionColumns();
        RandomStream stream = key("source place").stream();
        boolean eitherSide = field.recurrent() && !(rule instanceof Rule.Listed || rule instanceof Rule.OneToOne);
        for (int t = 0; t < field.target().count(); t++) {
            int target = t;
            int[] index = new int[1];
            onto(field.target().first() + t, (source, compartment, delay, given) -> {
                int s = source - field.source().first();
                int other = sourceSites.apply(s).draw(stream.at(target, index[0]++));
                if (eitherSide ? s < target : !field.recurrent() || s != target) {
                    columns.add(field.target().first() + target, compartment, source, other, given[0]);
                }
            });
        }
        return columns.junctions();
    }
}
