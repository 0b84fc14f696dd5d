package huxley.solver.accelerator;

import huxley.solver.cable.Block;
import huxley.solver.precision.Numbers;
import java.util.List;

/**
 * A group as an accelerator takes it. All arrays are the engine's own: they are read when the group is loaded and
 * overwritten when it comes home.
 *
 * @param nodes length of arrays per node, a multiple of the chunk
 * @param arrays [array of the program, then others that are recorded]; empty for right-hand side and diagonal
 * @param instances [instances of the program]
 * @param weights [connection * weights kept + weight]; empty if no event changes any
 * @param samplers what is recorded: numbers sampled at the same steps
 */
public record Resident(StepProgram program, int nodes, Numbers[] arrays, Instances[] instances, List<Block> blocks,
        Detectors detectors, double[] weights, Sampler[] samplers) {

    /**
     * Where instances are, as in {@link huxley.solver.kernel.Frame}.
     *
     * @param identity [instance] of random streams; empty where none draws
     */
    public record Instances(int[] node, int count, int padded, long[] identity, int seed) {
    }

    /**
     * Places watched for spikes.
     *
     * @param above [detector] whether the potential was above the threshold when last looked at
     */
    public record Detectors(int[] node, double[] threshold_mV, boolean[] above) {
    }

    /** Numbers to be recorded: {@code index [i]} of array {@code array [i]}. */
    public record Sampler(int[] array, int[] index) {
        /** Numbers in a sample. */
        public int size() {
            return array.length;
        }
    }
}
