package huxley.solver.simd;

import huxley.solver.elementary.MechanismDraws;
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
public abstract sealed class SweepKernel implements CompiledKernel
        permits DoubleSweepKernel, SingleSweepKernel {
    /** No vector has more lanes. */
    static final int MOST_LANES = 16;
    /** Room for the lanes of two operands of a function whose arguments are out of its ordinary range. */
    static final int RARE_LANES = 2 * MOST_LANES;

    /** Instances at one node that are worth a block of their own; a power of two. */
    private static final int MANY = 4 * Frame.CHUNK;

    /** Failure codes, as {@link huxley.solver.program.Instruction.Effect.Kind#FAIL} numbers them. */
    private static final int ENDLESS_LOOP = 0;
    private static final int OUTSIDE_ARRAY = 2;

    protected static final int UNIFORM = Distribution.UNIFORM.ordinal();
    protected static final int NEGEXP = Distribution.NEGEXP.ordinal();
    protected static final int NORMAL = Distribution.NORMAL.ordinal();
    protected static final int IPICK = Distribution.IPICK.ordinal();
    protected static final int POISSON = Distribution.POISSON.ordinal();
    private static final Distribution[] DISTRIBUTIONS = Distribution.values();

    final int block;
    final int slots;
    final int uniforms;
    final int[] gathered;
    final int[] added;
    final int[] assigned;
    /** Whether it touches memory of nodes. */
    final boolean atNodes;
    /** Where chunks begin in buffers. */
    final int[] ramp;

    /**
     * @param block instances handled at once
     * @param slots values per instance that pass between loops
     * @param uniforms values that are the same for all instances
     * @param gathered node fields to read before a block
     * @param added node fields that loops only add to
     * @param assigned node fields to write back after a block
     */
    SweepKernel(int block, int slots, int uniforms, int[] gathered, int[] added, int[] assigned) {
        this.block = block;
        this.slots = slots;
        this.uniforms = uniforms;
        this.gathered = gathered;
        this.added = added;
        this.assigned = assigned;
        this.atNodes = gathered.length + added.length + assigned.length > 0;
        this.ramp = new int[block / Frame.CHUNK];
        Arrays.setAll(ramp, chunk -> chunk * Frame.CHUNK);
    }

    /** Computes the values that are the same for all instances. */
    protected abstract void uniform(Frame f, double[][] a, double[] u);

    /** The end of the chunks from {@code from} on that lie alike: at consecutive nodes, many at one node, or neither. */
    static int stretch(int[] start, int from, int end) {
        if (start.length > 0 && start[from / Frame.CHUNK] < -1) {
            int alike = alike(start, from, end);
            if (alike - from >= MANY) {
                return alike;
            }
        }
        int to = Math.min(from + Frame.CHUNK, end);
        while (to < end && start.length > 0 && start[to / Frame.CHUNK] >= 0 == start[from / Frame.CHUNK] >= 0) {
            to += Frame.CHUNK;
        }
        return start.length == 0 ? end : to;
    }

    /** The end of the chunks from {@code from} on that {@link Frame#chunkStart} says the same of. */
    private static int alike(int[] start, int from, int end) {
        int to = from + Frame.CHUNK;
        while (to < end && start[to / Frame.CHUNK] == start[from / Frame.CHUNK]) {
            to += Frame.CHUNK;
        }
        return to;
    }

    /** The node at which all instances of a stretch lie, or -1 for several. */
    static int onlyNode(int[] start, int from, int to) {
        return to - from >= MANY && start[from / Frame.CHUNK] < -1 && alike(start, from, from + MANY) == from + MANY
                ? Frame.commonNode(start[from / Frame.CHUNK])
                : -1;
    }

    /** A random number of a stream, by the ordinal of its distribution. */
    protected static double draw(Frame f, int distribution, double[] positions, int instance, int purpose, double a,
            double b) {
        return MechanismDraws.draw(DISTRIBUTIONS[distribution], positions, instance, f.identity[instance], purpose,
                f.seed, a,
                b);
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
}
