package huxley.partition;

import huxley.neuron.mechanism.Mechanism;
import java.util.Map;

/**
 * What an engine keeps for each part of a circuit.
 *
 * @param number_bytes of a voltage or state
 * @param compartment_bytes voltage, ions and geometry of one compartment
 * @param instance_bytes of one instance of a mechanism that is painted, placed or an artificial cell
 * @param synapse_bytes [projection] of one synapse that it makes; 0 onto artificial cells
 * @param merged [projection] whether its synapses on one compartment become one
 * @param synapse [projection] number of its kind of synapse, -1 onto artificial cells; those of one kind are merged with
 *     each other
 * @param changing [weight] whether a connection's weight may change while running; as many as are kept of each connection
 * @param kernels in all
 */
public record MemoryNeed(int number_bytes, long compartment_bytes, Map<Mechanism, Double> instance_bytes,
        double[] synapse_bytes, boolean[] merged, int[] synapse, boolean[] changing, int kernels) {
}
