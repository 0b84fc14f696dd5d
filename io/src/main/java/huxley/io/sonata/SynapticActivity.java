package huxley.io.sonata;

import huxley.synapse.Population;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;

/**
 * Synapses that are made active at given times, as BMTK does it: all synapses onto biophysical cells from nodes that are simulated hear a
 * generator if their source is one of some, and nothing otherwise. What virtual nodes replay is heard as ever.
 *
 * @param sources nodes whose synapses are active
 * @param times_ms when the generator spikes, ascending; the delay of each synapse follows
 * @param generator the population of the generator, its only member
 */
record SynapticActivity(Map<NodePopulation, BitSet> sources, double[] times_ms, Population generator) {
    /** Of a generator that is artificial cell {@code gid}. */
    static SynapticActivity of(Inputs.Activity input, int gid) {
        return new SynapticActivity(input.sources(), input.times_ms(),
                new Population(input.name(), gid, 1, null));
    }

    boolean activates(NodePopulation source, int node) {
        BitSet active = sources.get(source);
        return active != null && active.get(node);
    }

    /** For every node of a population the gid of the generator. */
    int[] gids(NodePopulation source) {
        int[] gids = new int[source.size()];
        Arrays.fill(gids, generator.first());
        return gids;
    }
}
