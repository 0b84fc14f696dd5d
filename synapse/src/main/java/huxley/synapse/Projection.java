package huxley.synapse;

import huxley.neuron.mechanism.Mechanism;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Connections of one kind, in bulk: there is no object for a connection or a synapse anywhere. Whoever computes a target
 * asks for the connections onto it, so that threads and ranks build their own share, and none builds all.
 *
 * <p>Every connection has a synapse of its own, unless {@code merged}: then the connections onto one compartment share one,
 * also with those of other merged projections of equal synapses, if the mechanism is linear in its state (so that the sum
 * of states is the state of the sum) and neither parameters of its own ({@code varying}) nor {@code feedback} tell the
 * synapses apart. This is a property of the model, as it changes rounding.
 *
 * @param name unique
 * @param source population whose spikes are carried
 * @param target population of cells, or of artificial cells (then {@code synapse} is null)
 * @param synapse point process made for the connections; null when the targets are artificial cells, which hear directly
 * @param parameters of all its synapses; those not named keep their default
 * @param varying parameters of the synapse that every connection gives its own value
 * @param weightCount weights that a connection gives; arguments of NET_RECEIVE beyond them start at 0
 * @param feedback whether every synapse also hears the spikes of the cell it sits on; null if not
 * @param outgoing makes the connections of a source anew at each of its spikes, so that none is stored; null if they are
 * stored. Only for {@code merged} synapses: no connection has a state of its own
 */
public record Projection(String name, Population source, Population target, @Nullable Mechanism synapse,
        Map<String, Double> parameters, List<String> varying, int weightCount, boolean merged,
        @Nullable Feedback feedback, Incoming incoming, @Nullable Outgoing outgoing) {

    /** A projection whose connections are stored. */
    public Projection(String name, Population source, Population target, @Nullable Mechanism synapse,
            Map<String, Double> parameters, List<String> varying, int weightCount, boolean merged,
            @Nullable Feedback feedback, Incoming incoming) {
        this(name, source, target, synapse, parameters, varying, weightCount, merged, feedback, incoming, null);
    }

    /**
     * A connection from the postsynaptic cell to each of the synapses on it, as plasticity that compares times needs it.
     *
     * @param weights what NET_RECEIVE tells it apart by, such as a negative weight
     */
    public record Feedback(double delay_ms, double[] weights) {
    }

    /** The connections onto a cell. A pure function of the model: any thread may ask for any target, any number of times. */
    public interface Incoming {
        /**
         * Hands over all connections onto a target. Their order is part of the model: it is the order in which synapses
         * are numbered and, at one instant and from one source, deliver.
         *
         * @param target gid
         */
        void onto(int target, Sink sink);

        /** Connections onto a target. May be cheaper than handing them over. */
        default long countOnto(int target) {
            long[] count = new long[1];
            onto(target, (source, compartment, delay_ms, values) -> count[0]++);
            return count[0];
        }

        /** Roughly how many connections there are onto all of a population; makes few or none of them. */
        default double expected(Population target) {
            int asked = Math.min(32, target.count());
            double sum = 0;
            for (int i = 0; i < asked; i++) {
                sum += countOnto(target.first() + (int) ((long) i * target.count() / asked));
            }
            return asked == 0 ? 0 : sum / asked * target.count();
        }

        /** Memory that lists of it take, roughly; nothing where connections are computed when asked for. */
        default double expectedBytes() {
            return 0;
        }
    }

    /**
     * The same connections as {@link Incoming} gives, from the side of their source. Those between two cells come one after
     * the other, in the same order.
     */
    public interface Outgoing {
        /**
         * Hands over all connections of a source.
         *
         * @param source gid
         */
        void from(int source, Targets sink);

        /** Compartments of a target (gid) to which connections may lead; some may be named twice. */
        int[] compartments(int target);

        /** No delay is shorter. */
        double leastDelay_ms();
    }

    /** Takes the connections of a source one by one. */
    @FunctionalInterface
    public interface Targets {
        /**
         * @param target gid
         * @param compartment of the target where the synapse sits
         * @param weights [weightCount] copied by the sink, so that the giver may use one array for all
         */
        void connection(int target, int compartment, double delay_ms, double[] weights);
    }

    /** Takes connections one by one. */
    @FunctionalInterface
    public interface Sink {
        /**
         * @param source gid
         * @param compartment of the target where the synapse sits, -1 on an artificial cell
         * @param values [weightCount + varying.size()] weights, then the synapse's own parameters; copied by the sink, so
         * that the giver may use one array for all
         */
        void connection(int source, int compartment, double delay_ms, double[] values);
    }
}
