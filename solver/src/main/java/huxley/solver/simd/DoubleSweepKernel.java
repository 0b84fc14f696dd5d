package huxley.solver.simd;

import huxley.solver.elementary.Elementary;
import huxley.solver.kernel.Frame;
import java.util.Arrays;

/**
 * A kernel whose values are kept in double precision. Node memory in single precision is gathered and scattered like
 * that of instances that are not at consecutive nodes.
 *
 * <p>Public only because generated classes live in a package of their own.
 */
public abstract non-sealed class DoubleSweepKernel extends SweepKernel {
    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    protected final Functions functions;

    /** @param functions for loops of nothing but an elementary function */
    protected DoubleSweepKernel(Functions functions, int block, int slots, int uniforms, int[] gathered, int[] added,
            int[] assigned) {
        super(block, slots, uniforms, gathered, added, assigned);
        this.functions = functions;
    }

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
        if (!atNodes) {
            for (int from = begin; from < end; from += block) {
                loops(frame, frame.arrays, ramp, from, u, s, from, Math.min(end, from + block));
            }
            return;
        }
        boolean direct = !frame.singleNodes;
        double[][] buffers = direct && frame.chunked
                ? frame.arrays
                : scratch.buffers(frame.arrays, gathered, added, assigned, block);
        int[] start = frame.chunkStart();
        int to;
        for (int from = begin; from < end; from = to) {
            to = stretch(start, from, Math.min(end, from + block));
            if (direct && (start.length == 0 || start[from / Frame.CHUNK] >= 0)) {
                loops(frame, frame.arrays, start, 0, u, s, from, to);
            } else {
                gather(frame, buffers, from, to);
                loops(frame, buffers, ramp, from, u, s, from, to);
                scatter(frame, buffers, from, to);
            }
        }
    }

    private void gather(Frame frame, double[][] buffers, int from, int to) {
        for (int field : gathered) {
            double[] buffer = buffers[field];
            if (frame.singleNodes) {
                float[] source = frame.floats[field];
                for (int i = from; i < to; i++) {
                    buffer[i - from] = source[frame.nodeOf(i)];
                }
            } else {
                double[] source = frame.arrays[field];
                gather(frame, source, buffer, from, to);
            }
        }
        for (int field : added) {
            // -0.0 is what leaves every addend as it is
            Arrays.fill(buffers[field], 0, to - from, -0.0);
        }
    }

    private static void gather(Frame frame, double[] source, double[] buffer, int from, int to) {
        int only = onlyNode(frame.chunkStart(), from, to);
        if (only >= 0) {
            Arrays.fill(buffer, 0, to - from, source[only]);
            return;
        }
        for (int i = from; i < to; i++) {
            buffer[i - from] = source[frame.node[i]];
        }
    }

    private void scatter(Frame frame, double[][] buffers, int from, int to) {
        if (frame.singleNodes) {
            scatterRounded(frame, buffers, from, to);
            return;
        }
        int[] node = frame.node;
        for (int field : added) {
            double[] target = frame.arrays[field];
            double[] buffer = buffers[field];
            if (frame.sharesNodes) {
                addShared(target, frame, buffer, from, to);
                continue;
            }
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

    /** A chunk at one node adds its sum, as {@code Accumulate} has it. */
    private static void addShared(double[] target, Frame frame, double[] buffer, int from, int to) {
        int[] start = frame.chunkStart();
        int only = onlyNode(start, from, to);
        if (only >= 0) {
            target[only] = added(target[only], buffer, to - from);
            return;
        }
        for (int i = from; i < to; i += Frame.CHUNK) {
            int common = Frame.commonNode(start[i / Frame.CHUNK]);
            if (common >= 0) {
                target[common] += sumOfChunk(buffer, i - from);
            } else {
                addRuns(target, frame.node, buffer, i, i + Frame.CHUNK, from);
            }
        }
    }

    private static double added(double to, double[] buffer, int count) {
        double sum = to;
        for (int i = 0; i < count; i += Frame.CHUNK) {
            sum += sumOfChunk(buffer, i);
        }
        return sum;
    }

    /** Instances at one node mostly follow each other: their sum stays in a register. */
    private static void addRuns(double[] target, int[] node, double[] buffer, int from, int to, int base) {
        for (int i = from; i < to;) {
            int at = node[i];
            double sum = target[at];
            do {
                sum += buffer[i - base];
                i++;
            } while (i < to && node[i] == at);
            target[at] = sum;
        }
    }

    private static double sumOfChunk(double[] buffer, int at) {
        double even = buffer[at] + buffer[at + 4] + (buffer[at + 2] + buffer[at + 6]);
        double odd = buffer[at + 1] + buffer[at + 5] + (buffer[at + 3] + buffer[at + 7]);
        return even + odd;
    }

    private void scatterRounded(Frame frame, double[][] buffers, int from, int to) {
        for (int field : added) {
            float[] target = frame.floats[field];
            double[] buffer = buffers[field];
            int[] start = frame.chunkStart();
            for (int i = from; i < to; i += Frame.CHUNK) {
                int common = Frame.commonNode(start[i / Frame.CHUNK]);
                if (common >= 0) {
                    target[common] = (float) (target[common] + sumOfChunk(buffer, i - from));
                    continue;
                }
                for (int k = i; k < i + Frame.CHUNK; k++) {
                    int node = frame.nodeOf(k);
                    target[node] = (float) (target[node] + buffer[k - from]);
                }
            }
        }
        for (int field : assigned) {
            float[] target = frame.floats[field];
            double[] buffer = buffers[field];
            for (int i = from; i < to; i++) {
                target[frame.nodeOf(i)] = (float) buffer[i - from];
            }
        }
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

    /** Each of the values from {@code at} on to the power of the one {@code MOST_LANES} further on, in place. */
    public static void powOfLanes(double[] s, int at, int lanes) {
        for (int i = at; i < at + lanes; i++) {
            s[i] = Elementary.pow(s[i], s[i + MOST_LANES]);
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
