package huxley.viz.live;

import java.util.List;

/**
 * A simulation at one moment, and what happened since the last frame of the same viewer. Arrays are not to be changed.
 *
 * @param number counts frames made, so that gaps show which were dropped
 * @param run of the {@link Scene} that it is of
 * @param speed simulated ms per wall s
 * @param variable index into the variables of the scene
 * @param values [value] in the order of the scene: cell after cell, as many as each shows
 * @param spike_ms [spike] ascending
 * @param spikeGid [spike]
 * @param samples of traces, in order of time
 * @param lost spikes and samples that were dropped because the viewer was slow
 */
public record Frame(int number, int run, State state, double time_ms, double speed, int variable, float[] values,
        double[] spike_ms, int[] spikeGid, List<Samples> samples, int lost) {
    /**
     * A stretch of a trace.
     *
     * @param trace index into the traces of the scene
     * @param values [sample] the first at {@code from_ms}, then every {@code interval_ms}
     */
    public record Samples(int trace, double from_ms, double interval_ms, float[] values) {
    }
}
