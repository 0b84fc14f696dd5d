package huxley.synapse.rule;

import huxley.neuron.random.RandomKey;
import huxley.neuron.random.RandomStream;
import huxley.synapse.GapJunctions;
import huxley.synapse.Population;
import huxley.synapse.Projection;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The connections that a rule makes, each with its place and its values. The draws for the place and for each value of the
 * i-th connection onto a target belong to that target, i, and that value.
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
            pairs.onto(index, new Completion(index, sink));
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

    /** Gives place and values to the pairs of one target. */
    private final class Completion implements Pairs.Sink {
        private final int target;
        private final Projection.Sink sink;
        private final @Nullable Sites here;
        private final Contact contact = new Contact(field);
        private final RandomStream place = placeKey.stream();
        private final RandomStream delay = delayKey.stream();
        private final RandomStream[] drawn = new RandomStream[values.length];
        private final double[] given = new double[values.length];
        private int index;

        Completion(int target, Projection.Sink sink) {
            this.target = target;
            this.sink = sink;
            this.here = sites == null ? null : sites.apply(target);
            Arrays.setAll(drawn, i -> valueKeys[i].stream());
        }

        @Override
        public void pair(int source, int compartment, int row) {
            for (int k = 0; k < perPair; k++) {
                connect(source, compartment, row);
            }
        }

        private void connect(int source, int compartment, int row) {
            contact.between(source, target, row);
            int at = -1;
            if (here != null) {
                at = compartment >= 0 ? compartment : here.draw(place.at(target, index));
                contact.on(at, here.pathDistance_um()[at]);
            }
            double wait_ms = delay_ms.of(contact, delay.at(target, index));
            for (int i = 0; i < given.length; i++) {
                given[i] = values[i].of(contact, drawn[i].at(target, index));
            }
            index++;
            sink.connection(field.source().first() + source, at, wait_ms, given);
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
