package huxley.solver.simd;

import huxley.solver.elementary.Elementary;
import huxley.solver.elementary.RandomStream;
import huxley.solver.kernel.CompiledKernel;
import huxley.solver.kernel.Frame;
import huxley.solver.program.Instruction.Draw.Distribution;
import java.util.Arrays;

/**
 * What all generated kernels share: a sweep goes block by block, so that what passes between the loops of a kernel stays
 * in the first cache. Where the instances of a chunk do not lie at consecutive nodes, node memory is gathered into buffers
 * before the loops and scattered after them, so that generated loops read vectors either way.
 *
 * <p>Public only because generated classes live in a package of their own.
 */
public abstract class SweepKernel implements CompiledKernel {
    /** Room for the lanes of two operands of a function whose arguments are out of its ordinary range. */
    private static final int RARE_LANES = 2 * Frame.CHUNK;

    /** Failure codes, as {@link huxley.solver.program.Instruction.Effect.Kind#FAIL} numbers them. */
    private static final int ENDLESS_LOOP = 0;
    private static final int OUTSIDE_ARRAY = 2;

    protected static final int UNIFORM = Distribution.UNIFORM.ordinal();
    protected static final int NEGEXP = Distribution.NEGEXP.ordinal();
    protected static final int NORMAL = Distribution.NORMAL.ordinal();
    protected static final int IPICK = Distribution.IPICK.ordinal();
    protected static final int POISSON = Distribution.POISSON.ordinal();
    private static final Distribution[] DISTRIBUTIONS = Distribution.values();

    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    protected final Functions functions;
    private final int block;
    private final int slots;
    private final int uniforms;
    private final int[] gathered;
    private final int[] added;
    private final int[] assigned;
    private final int[] ramp;

    /**
     * @param functions for loops of nothing but an elementary function
     * @param block instances handled at once
     * @param slots values per instance that pass between loops
     * @param uniforms values that are the same for all instances
     * @param gathered node fields to read before a block
     * @param added node fields that loops only add to
     * @param assigned node fields to write back after a block
     */
    protected SweepKernel(Functions functions, int block, int slots, int uniforms, int[] gathered, int[] added,
            int[] assigned) {
        this.functions = functions;
        this.block = block;
        this.slots = slots;
        this.uniforms = uniforms;
        this.gathered = gathered;
        this.added = added;
        this.assigned = assigned;
        this.ramp = new int[block / Frame.CHUNK];
        Arrays.setAll(ramp, chunk -> chunk * Frame.CHUNK);
    }

    /** Computes the values that are the same for all instances. */
    protected abstract void uniform(Frame f, double[][] a, double[] u);

    /**
     * Runs all loops over one block.
     *
     * @param a arrays by field
     * @param at where the nodes of a chunk begin, by chunk counted from {@code base}
     * @param u uniform values
     * @param s values that pass between loops, {@code [slot * block + instance - begin]}, then room for rare lanes
     */
    protected abstract void loops(Frame f, double[][] a, int[] at, int base, double[] u, double[] s, int begin,
            int end);

    @Override
    public final void run(Frame frame, int begin, int end) {
        Scratch scratch = SCRATCH.get();
        double[] u = scratch.uniforms(uniforms);
        double[] s = scratch.passing(slots * block + RARE_LANES);
        uniform(frame, frame.arrays, u);
        double[][] buffers = frame.chunked
                ? frame.arrays
                : scratch.buffers(frame.arrays, gathered, added, assigned, block);
        int[] start = frame.chunkStart();
        int to;
        for (int from = begin; from < end; from = to) {
            to = stretch(start, from, Math.min(end, from + block));
            if (start.length == 0 || start[from / Frame.CHUNK] >= 0) {
                loops(frame, frame.arrays, start, 0, u, s, from, to);
            } else {
                gather(frame, buffers, from, to);
                loops(frame, buffers, ramp, from, u, s, from, to);
                scatter(frame, buffers, from, to);
            }
        }
    }

    /** The end of the chunks from {@code from} on that lie alike: at consecutive nodes, or not. */
    private static int stretch(int[] start, int from, int end) {
        int to = Math.min(from + Frame.CHUNK, end);
        while (to < end && start.length > 0 && start[to / Frame.CHUNK] >= 0 == start[from / Frame.CHUNK] >= 0) {
            to += Frame.CHUNK;
        }
        return start.length == 0 ? end : to;
    }

    private void gather(Frame frame, double[][] buffers, int from, int to) {
        int[] node = frame.node;
        for (int field : gathered) {
            double[] source = frame.arrays[field];
            double[] buffer = buffers[field];
            for (int i = from; i < to; i++) {
                buffer[i - from] = source[node[i]];
            }
        }
        for (int field : added) {
            // -0.0 is what leaves every addend as it is
            Arrays.fill(buffers[field], 0, to - from, -0.0);
        }
    }

    private void scatter(Frame frame, double[][] buffers, int from, int to) {
        int[] node = frame.node;
        for (int field : added) {
            double[] target = frame.arrays[field];
            double[] buffer = buffers[field];
            for (int i = from; i < to; i++) {
                target[node[i]] += buffer[i - from];
            }
        }
        for (int field : assigned) {
            double[] target = frame.arrays[field];
            double[] buffer = buffers[field];
            for (int i = from; i < to; i++) {
                target[node[i]] = buffer[i - from];
            }
        }
    }

    /** A random number of a stream, by the ordinal of its distribution. */
    protected static double draw(Frame f, int distribution, double[] positions, int instance, int purpose, double a,
            double b) {
        return RandomStream.draw(DISTRIBUTIONS[distribution], positions, instance, f.identity[instance], purpose,
                f.seed, a,
                b);
    }

    /** exp of each of the values from {@code at} on, in place. */
    public static void expOfLanes(double[] s, int at, int lanes) {
        for (int i = at; i < at + lanes; i++) {
            s[i] = Elementary.exp(s[i]);
        }
    }

    /** log of each of the values from {@code at} on, in place. */
    public static void logOfLanes(double[] s, int at, int lanes) {
        for (int i = at; i < at + lanes; i++) {
            s[i] = Elementary.log(s[i]);
        }
    }

    /** Each of the values from {@code at} on to the power of the one a chunk further on, in place. */
    public static void powOfLanes(double[] s, int at, int lanes) {
        for (int i = at; i < at + lanes; i++) {
            s[i] = Elementary.pow(s[i], s[i + Frame.CHUNK]);
        }
    }

    /** The index of a computed array element, or -1 for one outside the array, which is reported. */
    protected static int element(Frame f, int instance, double element, int length) {
        int index = (int) element;
        if (index >= 0 && index < length) {
            return index;
        }
        fail(f, instance, OUTSIDE_ARRAY);
        return -1;
    }

    /** Reports a loop that did not end. */
    protected static void endless(Frame f, int instance) {
        fail(f, instance, ENDLESS_LOOP);
    }

    private static void fail(Frame f, int instance, int code) {
        if (instance < f.count) {
            if (f.effects == null) {
                throw new ArithmeticException("kernel failed with code " + code + " in instance " + instance);
            }
            f.effects.fail(instance, code);
        }
    }

    /** Reports the lanes, counted from instance {@code first}, whose loop did not end. */
    protected static void endless(Frame f, int first, long lanes) {
        for (int lane = 0; lane < Frame.CHUNK; lane++) {
            if ((lanes >>> lane & 1) != 0) {
                endless(f, first + lane);
            }
        }
    }

    /** Memory of one thread, which only grows. */
    private static final class Scratch {
        private double[] uniforms = {};
        private double[] passing = {};
        private double[][] arrays = {};
        private double[][] buffers = {};

        double[] uniforms(int count) {
            if (uniforms.length < count) {
                uniforms = new double[count];
            }
            return uniforms;
        }

        double[] passing(int count) {
            if (passing.length < count) {
                passing = new double[count];
            }
            return passing;
        }

        /** The arrays of a frame, with those of node fields replaced by buffers. */
        double[][] buffers(double[][] from, int[] gathered, int[] added, int[] assigned, int length) {
            if (arrays.length < from.length) {
                arrays = new double[from.length][];
                buffers = Arrays.copyOf(buffers, from.length);
            }
            System.arraycopy(from, 0, arrays, 0, from.length);
            for (int field : gathered) {
                arrays[field] = buffer(field, length);
            }
            for (int field : added) {
                arrays[field] = buffer(field, length);
            }
            for (int field : assigned) {
                arrays[field] = buffer(field, length);
            }
            return arrays;
        }

        @SuppressWarnings("NullAway") // buffers start out null
        private double[] buffer(int field, int length) {
            if (buffers[field] == null || buffers[field].length < length) {
                buffers[field] = new double[length];
            }
            return buffers[field];
        }
    }
}
