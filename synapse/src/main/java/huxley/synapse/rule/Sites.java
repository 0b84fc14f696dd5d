package huxley.synapse.rule;

import huxley.neuron.random.RandomStream;

/**
 * Where synapses sit on a kind of cell: compartments, each with a share of them.
 *
 * @param compartment [site]
 * @param cumulative [site] sum of the shares up to and including this one; the last is the total
 * @param pathDistance_um [compartment] from the middle of the root section
 */
public record Sites(int[] compartment, double[] cumulative, double[] pathDistance_um) {
    /** All on one compartment. */
    public static Sites at(int compartment, double[] pathDistance_um) {
        return new Sites(new int[] {compartment}, new double[] {1}, pathDistance_um);
    }

    /** @param share [site] of all synapses, relative to the other shares */
    public static Sites shared(int[] compartment, double[] share, double[] pathDistance_um) {
        double[] cumulative = share.clone();
        for (int i = 1; i < cumulative.length; i++) {
            cumulative[i] += cumulative[i - 1];
        }
        return new Sites(compartment, cumulative, pathDistance_um);
    }

    /** Sum of all shares. */
    public double total() {
        return cumulative.length == 0 ? 0 : cumulative[cumulative.length - 1];
    }

    int draw(RandomStream stream) {
        if (compartment.length == 1) {
            return compartment[0];
        }
        double wanted = stream.nextDouble() * total();
        int low = 0;
        int high = cumulative.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] > wanted) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return compartment[low];
    }
}
