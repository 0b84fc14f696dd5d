package huxley.solver.event;

import java.util.Arrays;

/**
 * All connections of a circuit as plain arrays, found by their source. The state of a connection (its weights, which a
 * NET_RECEIVE may change) belongs to the group of the target.
 */
public final class Connections {
    /** [connection] */
    public final int[] source;
    public final int[] targetGroup;
    /** [connection] index of the mechanism in the target's group, -1 where nothing receives. */
    public final int[] targetMechanism;
    public final int[] targetInstance;
    public final double[] delay_ms;
    /** [connection + 1] first of its weights. */
    public final int[] weightStart;
    public final double[] weights;
    /** [source] gid that orders simultaneous events. */
    public final int[] gid;

    private final int[] bySource;
    private final int[] start;

    public Connections(int[] gidOfSource, int[] source, int[] weightStart) {
        int n = source.length;
        this.gid = gidOfSource;
        this.source = source;
        this.weightStart = weightStart;
        targetGroup = new int[n];
        targetMechanism = new int[n];
        targetInstance = new int[n];
        delay_ms = new double[n];
        weights = new double[weightStart[n]];
        Arrays.fill(targetMechanism, -1);
        start = new int[gidOfSource.length + 2];
        for (int s : source) {
            start[s + 2]++;
        }
        Arrays.parallelPrefix(start, Integer::sum);
        bySource = new int[n];
        for (int c = 0; c < n; c++) {
            bySource[start[source[c] + 1]++] = c;
        }
    }

    public int size() {
        return source.length;
    }

    /** The connections of a source are {@link #at} {@code first(source)} to {@code first(source + 1)} exclusive. */
    public int first(int ofSource) {
        return start[ofSource];
    }

    /** Connection number {@code i} in the order of sources. */
    public int at(int i) {
        return bySource[i];
    }
}
