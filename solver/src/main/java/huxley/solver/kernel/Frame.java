package huxley.solver.kernel;

import huxley.solver.precision.Numbers;
import huxley.solver.precision.Precision;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one mechanism in one group, as one kernel sees it: {@code arrays[i]}, or {@code floats[i]} where the kernel
 * says single precision, belongs to {@code kernel.fields().get(i)}; the other of the two is empty.
 *
 * <p>Instances are padded to a multiple of {@link #CHUNK}; padding is computed on but never read back. Node memory is
 * reached in one of two ways: {@code chunked} means that the 8 instances of chunk c lie at the 8 consecutive nodes from
 * {@code node[c]} on; otherwise instance i lies at {@code node[i]}. Padding instances point to a spare node.
 */
public final class Frame {
    /** Instances handled at once; SIMD widths divide it. */
    public static final int CHUNK = 8;
    /** Chunks in a row below which direct access to node memory is not worth a loop of its own. */
    private static final int SHORTEST_STRETCH = 4;

    public final double[][] arrays;
    public final float[][] floats;
    /** Whether memory per node is kept in single precision. */
    public final boolean singleNodes;
    public final int[] node;
    public final boolean chunked;
    /** Instances, without padding. */
    public final int count;
    /** Instances, with padding. */
    public final int padded;
    /** Whether two instances (padding aside) lie at the same node. */
    public final boolean sharesNodes;
    /** Identity of each instance for random streams (id1 in the low, id2 in the high 32 bits); may be empty when none draws. */
    public final long[] identity;
    /** Seed of the run: key of all random streams. */
    public final int seed;
    /** Where effects go; null where the kernel has none. */
    public final @Nullable Effects effects;
    private int @Nullable [] chunkStart;
    /** Tables by name in the order of the mechanism's FUNCTION_TABLEs. */
    public final Lookups lookups;

    /** A frame for seed 0. */
    public Frame(double[][] arrays, int[] node, boolean chunked, int count, int padded, long[] identity,
            @Nullable Effects effects, Lookups lookups) {
        this(arrays, node, chunked, count, padded, identity, 0, effects, lookups);
    }

    public Frame(double[][] arrays, int[] node, boolean chunked, int count, int padded, long[] identity, int seed,
            @Nullable Effects effects, Lookups lookups) {
        this(arrays, node, chunked, count, padded, shares(node, chunked, count), identity, seed, effects, lookups);
    }

    private Frame(double[][] arrays, int[] node, boolean chunked, int count, int padded, boolean sharesNodes,
            long[] identity, int seed, @Nullable Effects effects, Lookups lookups) {
        this(arrays, new float[arrays.length][0], false, node, chunked, count, padded, sharesNodes, identity, seed,
                effects, lookups);
    }

    /** For an engine that knows whether nodes are shared; memory is to be {@link #bind bound}. */
    public Frame(int fields, Precision nodes, int[] node, boolean chunked, int count, int padded, boolean sharesNodes,
            long[] identity, int seed, @Nullable Effects effects, Lookups lookups) {
        this(new double[fields][0], new float[fields][0], nodes == Precision.SINGLE, node, chunked, count, padded,
                sharesNodes, identity, seed, effects, lookups);
    }

    private Frame(double[][] arrays, float[][] floats, boolean singleNodes, int[] node, boolean chunked, int count,
            int padded, boolean sharesNodes, long[] identity, int seed, @Nullable Effects effects, Lookups lookups) {
        this.arrays = arrays;
        this.floats = floats;
        this.singleNodes = singleNodes;
        this.node = node;
        this.chunked = chunked;
        this.count = count;
        this.padded = padded;
        this.identity = identity;
        this.seed = seed;
        this.effects = effects;
        this.lookups = lookups;
        this.sharesNodes = sharesNodes;
    }

    /** Gives a field its memory. */
    public void bind(int field, Numbers memory) {
        arrays[field] = memory.doubles();
        floats[field] = memory.floats();
    }

    /** A number of a field's memory, in whichever precision it is kept. */
    public double get(int field, int index) {
        double[] doubles = arrays[field];
        return doubles.length > 0 ? doubles[index] : floats[field][index];
    }

    /** Rounds to the precision of the field's memory. */
    public void set(int field, int index, double value) {
        if (arrays[field].length > 0) {
            arrays[field][index] = value;
        } else {
            floats[field][index] = (float) value;
        }
    }

    /** Whether two of the instances lie at one node. */
    public static boolean shares(int[] node, boolean chunked, int count) {
        int distinct = chunked ? (count + CHUNK - 1) / CHUNK : count;
        return Arrays.stream(node, 0, distinct).distinct().count() < distinct;
    }

    /**
     * Per chunk, the node of its first instance if the others follow at consecutive nodes (short stretches of such chunks
     * count as scattered), else what {@link #commonNode} understands. Found when first asked for: frames of single events are
     * never asked.
     */
    public int[] chunkStart() {
        if (chunkStart == null) {
            chunkStart = chunked ? node : starts();
        }
        return chunkStart;
    }

    /** The node at which all instances of a chunk lie, or -1. */
    public static int commonNode(int chunkStart) {
        return chunkStart < -1 ? -2 - chunkStart : -1;
    }

    private int[] starts() {
        int[] starts = new int[node.length / CHUNK];
        int first = 0;
        for (int chunk = 0; chunk < starts.length; chunk++) {
            int of = chunk * CHUNK;
            starts[chunk] = isInSteps(of, 1) ? node[of] : isInSteps(of, 0) ? -2 - node[of] : -1;
            if (starts[chunk] < 0) {
                forgetShort(starts, first, chunk);
                first = chunk + 1;
            }
        }
        forgetShort(starts, first, starts.length);
        return starts;
    }

    private boolean isInSteps(int first, int step) {
        for (int i = first + 1; i < first + CHUNK; i++) {
            if (node[i] != node[i - 1] + step) {
                return false;
            }
        }
        return true;
    }

    private static void forgetShort(int[] starts, int from, int to) {
        if (to - from < SHORTEST_STRETCH) {
            Arrays.fill(starts, from, to, -1);
        }
    }

    /** The node of instance i. */
    public int nodeOf(int instance) {
        return chunked ? node[instance / CHUNK] + instance % CHUNK : node[instance];
    }

    /** Receives what a kernel tells the engine. */
    public interface Effects {
        void netSend(int instance, double delay_ms, double flag);

        void netMove(int instance, double time_ms);

        void netEvent(int instance, double time_ms);

        void watch(int instance, int index, double flag);

        /** FOR_NETCONS number {@code index} is to run when the present kernel is over. */
        default void forNetcons(int instance, int index) {
            throw new UnsupportedOperationException("FOR_NETCONS");
        }

        void fail(int instance, int code);
    }

    /** Evaluates FUNCTION_TABLEs. */
    public interface Lookups {
        double lookup(String table, double[] arguments);
    }
}
