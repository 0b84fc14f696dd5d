package huxley.solver.scalar;

import huxley.solver.kernel.Frame;

/**
 * Some consecutive instances being computed together. Value {@code id} of lane {@code i} (instance {@code first + i})
 * stands at {@code values[id * WIDTH + i]}. Inside a loop only lanes that still run are active.
 */
final class Batch {
    static final int WIDTH = 64;

    final Frame frame;
    /** Whether operands are rounded to single precision: what is the same for all instances is kept in double. */
    final boolean single;
    final double[] values;
    int first;
    int lanes;
    /** Which lanes run; all outside of loops. */
    boolean[] active;

    Batch(Frame frame, boolean single, double[] values, boolean[] active) {
        this.frame = frame;
        this.single = single;
        this.values = values;
        this.active = active;
    }

    double value(int id, int lane) {
        return values[id * WIDTH + lane];
    }

    /** A value as operations take it. */
    double operand(int id, int lane) {
        double value = values[id * WIDTH + lane];
        return single ? (float) value : value;
    }

    boolean isTrue(int id, int lane) {
        return operand(id, lane) != 0;
    }

    void set(int id, int lane, double value) {
        values[id * WIDTH + lane] = value;
    }

    /** Whether a whole chunk begins with this lane, whose instances all run and lie at one node. */
    boolean isChunkAtOneNode(int lane) {
        if (lanes - lane < Frame.CHUNK || (first + lane) % Frame.CHUNK != 0) {
            return false;
        }
        int node = frame.nodeOf(first + lane);
        for (int k = lane; k < lane + Frame.CHUNK; k++) {
            if (!active[k] || frame.nodeOf(first + k) != node) {
                return false;
            }
        }
        return true;
    }

    /** Whether an effect guarded by {@code predicate} (an id, or -1 for always) happens in a lane. */
    boolean happens(int predicate, int lane) {
        return active[lane] && (predicate < 0 || isTrue(predicate, lane)) && first + lane < frame.count;
    }

    void fail(int lane, int code) {
        if (frame.effects == null) {
            throw new ArithmeticException("kernel failed with code " + code + " in instance " + (first + lane));
        }
        frame.effects.fail(first + lane, code);
    }
}
