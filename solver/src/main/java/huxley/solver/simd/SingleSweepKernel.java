package huxley.solver.simd;

import huxley.solver.elementary.ElementarySingle;
import huxley.solver.kernel.Frame;
import java.util.Arrays;

/**
 * A kernel whose values are kept in single precision. Memory that is the same for all instances, and what is computed from it alone, is
 * double.
 *
 * <p>Public only because generated classes live in a package of their own.
 */
public abstract non-sealed class SingleSweepKernel extends SweepKernel {
    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    protected final SingleFunctions functions;

    /** @param functions for loops of nothing but an elementary function */
    protected SingleSweepKernel(SingleFunctions functions, int block, int slots, int uniforms, int[] gathered,
            int[] added,
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
    protected abstract void loops(Frame f, float[][] a, int[] at, int base, double[] u, float[] s, int begin,
            int end);

    @Override
    public final void run(Frame frame, int begin, int end) {
        Scratch scratch = SCRATCH.get();
        double[] u = scratch.uniforms(uniforms);
        float[] s = scratch.passing(slots * block + RARE_LANES);
        uniform(frame, frame.arrays, u);
        if (!atNodes) {
            for (int from = begin; from < end; from += block) {
                loops(frame, frame.floats, ramp, from, u, s, from, Math.min(end, from + block));
            }
            return;
        }
        float[][] buffers = frame.chunked
                ? frame.floats
                : scratch.buffers(frame.floats, gathered, added, assigned, block);
        int[] start = frame.chunkStart();
        int to;
        for (int from = begin; from < end; from = to) {
            to = stretch(start, from, Math.min(end, from + block));
            if (start.length == 0 || start[from / Frame.CHUNK] >= 0) {
                loops(frame, frame.floats, start, 0, u, s, from, to);
            } else {
                gather(frame, buffers, from, to);
                loops(frame, buffers, ramp, from, u, s, from, to);
                scatter(frame, buffers, from, to);
            }
        }
    }

    private void gather(Frame frame, float[][] buffers, int from, int to) {
        for (int field : gathered) {
            float[] source = frame.floats[field];
            float[] buffer = buffers[field];
            gather(frame, source, buffer, from, to);
        }
        for (int field : added) {
            // -0.0 is what leaves every addend as it is
            Arrays.fill(buffers[field], 0, to - from, -0f);
        }
    }

    private static void gather(Frame frame, float[] source, float[] buffer, int from, int to) {
        int only = onlyNode(frame.chunkStart(), from, to);
        if (only >= 0) {
            Arrays.fill(buffer, 0, to - from, source[only]);
            return;
        }
        for (int i = from; i < to; i++) {
            buffer[i - from] = source[frame.node[i]];
        }
    }

    private void scatter(Frame frame, float[][] buffers, int from, int to) {
        int[] node = frame.node;
        for (int field : added) {
            float[] target = frame.floats[field];
            float[] buffer = buffers[field];
            if (frame.sharesNodes) {
                addShared(target, frame, buffer, from, to);
                continue;
            }
            for (int i = from; i < to; i++) {
                target[node[i]] += buffer[i - from];
            }
        }
        for (int field : assigned) {
            float[] target = frame.floats[field];
            float[] buffer = buffers[field];
            for (int i = from; i < to; i++) {
                target[node[i]] = buffer[i - from];
            }
        }
    }

    /** A chunk at one node adds its sum, as {@code Accumulate} has it. */
    private static void addShared(float[] target, Frame frame, float[] buffer, int from, int to) {
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

    private static float added(float to, float[] buffer, int count) {
        float sum = to;
        for (int i = 0; i < count; i += Frame.CHUNK) {
            sum += sumOfChunk(buffer, i);
        }
        return sum;
    }

    /** Instances at one node mostly follow each other: their sum stays in a register. */
    private static void addRuns(float[] target, int[] node, float[] buffer, int from, int to, int base) {
        for (int i = from; i < to;) {
            int at = node[i];
            float sum = target[at];
            do {
                sum += buffer[i - base];
                i++;
            } while (i < to && node[i] == at);
            target[at] = sum;
        }
    }

    private static float sumOfChunk(float[] buffer, int at) {
        float even = buffer[at] + buffer[at + 4] + (buffer[at + 2] + buffer[at + 6]);
        float odd = buffer[at + 1] + buffer[at + 5] + (buffer[at + 3] + buffer[at + 7]);
        return even + odd;
    }

    /** exp of each of the values from {@code at} on, in place. */
    public static void expOfLanes(float[] s, int at, int lanes) {
        for (int i = at; i < at + lanes; i++) {
            s[i] = ElementarySingle.exp(s[i]);
        }
    }

    /** log of each of the values from {@code at} on, in place. */
    public static void logOfLanes(float[] s, int at, int lanes) {
        for (int i = at; i < at + lanes; i++) {
            s[i] = ElementarySingle.log(s[i]);
        }
    }

    /** Each of the values from {@code at} on to the power of the one {@code MOST_LANES} further on, in place. */
    public static void powOfLanes(float[] s, int at, int lanes) {
        for (int i = at; i < at + lanes; i++) {
            s[i] = ElementarySingle.pow(s[i], s[i + MOST_LANES]);
        }
    }

    /** Memory of one thread, which only grows. */
    private static final class Scratch {
        private double[] uniforms = {};
        private float[] passing = {};
        private float[][] arrays = {};
        private float[][] buffers = {};

        double[] uniforms(int count) {
            if (uniforms.length < count) {
                uniforms = new double[count];
            }
            return uniforms;
        }

        float[] passing(int count) {
            if (passing.length < count) {
                passing = new float[count];
            }
            return passing;
        }

        /** The arrays of a frame, with those of node fields replaced by buffers. */
        float[][] buffers(float[][] from, int[] gathered, int[] added, int[] assigned, int length) {
            if (arrays.length < from.length) {
                arrays = new float[from.length][];
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
        private float[] buffer(int field, int length) {
            if (buffers[field] == null || buffers[field].length < length) {
                buffers[field] = new float[length];
            }
            return buffers[field];
        }
    }
}
