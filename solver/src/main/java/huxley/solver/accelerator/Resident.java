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
 * @param played variables that follow waveforms, each once
 * @param imposed what imposed potentials drive along cables
 * @param selfEvents what instances have sent to themselves
 */
public record Resident(StepProgram program, int nodes, Numbers[] arrays, Instances[] instances, List<Block> blocks,
        Detectors detectors, double[] weights, Sampler[] samplers, Played[] played, Imposed[] imposed,
        SelfEvents selfEvents) {

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

    /**
     * A function of time given by points. The points whose time has come are those before t, and those at t too where steps
     * at t count as done; with none of them it has the first value, with all the last, otherwise the last of them, or what
     * lies on the line to the next one: {@code value [k] + (value [k + 1] - value [k]) * fraction}.
     *
     * @param time_ms ascending; two equal times make a step
     * @param interpolates whether it is also defined before the first point
     */
    public record Waveform(double[] time_ms, double[] value, boolean interpolates) {
    }

    /** The variable {@code index} of array {@code array} takes the value of the last waveform that is defined. */
    public record Played(int array, int index, List<Waveform> waveforms) {
    }

    /**
     * The right-hand side at {@code node [i]} becomes {@code fma(drive [i], value, right-hand side)}, computed in double
     * precision. Those at the same node count in their order and have the same nodes.
     *
     * @param drive mA/cm2 per unit of the waveform
     */
    public record Imposed(int[] node, double[] drive, Waveform waveform) {
    }

    /** Numbers to be recorded: {@code index [i]} of array {@code array [i]}. */
    public record Sampler(int[] array, int[] index) {
        /** Numbers in a sample. */
        public int size() {
            return array.length;
        }
    }
}
