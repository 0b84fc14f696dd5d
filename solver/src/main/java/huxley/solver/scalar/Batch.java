package huxley.solver.scalar;

import huxley.solver.kernel.Frame;

/**
 * Some consecutive instances being computed together. Value {@code id} of lane {@code i} (instance {@code first + i})
 * stands at {@code values[id * WIDTH + i]}. Inside a loop only lanes that still run are active.
 */
final class Batch {
    static final int WIDTH = 64;

    final Frame frame;
    final double[] values;
    int first;
    int lanes;
    /** Which lanes run; all outside of loops. */
    boolean[] active;

    Batch(Frame frame, double[] values, boolean[] active) {
        this.frame = frame;
        this.values = values;
        this.active = active;
    }

    double value(int id, int lane) {
        return values[id * WIDTH + lane];
    }

    void set(int id, int lane, double value) {
        values[id * WIDTH + lane] = value;
    }

    /** Whether an effect guarded by {@code predicate} (an id, or -1 for always) happens in a lane. */
    boolean happens(int predicate, int lane) {
        return active[lane] && (predicate < 0 || value(predicate, lane) != 0) && first + lane < frame.count;
    }

    void fail(int lane, int code) {
        if (frame.effects == null) {
            throw new ArithmeticException("kernel failed with code " + code + " in instance " + (first + lane));
        }
        frame.effects.fail(first + lane, code);
    }
}
