package huxley.solver.simd;

import huxley.solver.program.Instruction;
import huxley.solver.program.Kernel;
import java.util.List;
import java.util.Map;

/**
 * How a kernel is cut into loops.
 *
 * @param prelude instructions whose value is the same for all instances, computed once a sweep
 * @param uniforms slot of the values of the prelude that loops read
 * @param segments loops, in order; each runs over a whole block of instances before the next begins
 * @param slots number of values per instance that pass from one loop to another
 * @param hazard whether a node's memory is written and accessed again, so that instances sharing a node must run one
 * instruction at a time
 */
record Plan(Kernel kernel, List<Instruction> prelude, Map<Integer, Integer> uniforms, List<Segment> segments, int slots,
        boolean hazard) {

    /**
     * One loop.
     *
     * @param kind how it runs; the body of a {@link Kind#FUNCTION} is one {@link Instruction.Compute} of a value that an
     * earlier loop left
     * @param incoming slot of each value that an earlier loop left
     * @param outgoing slot of each value left for later loops
     */
    record Segment(Kind kind, List<Instruction> body, Map<Integer, Integer> incoming,
            Map<Integer, Integer> outgoing) {
    }

    /** How a loop runs. */
    enum Kind {
        /** All lanes at once. */
        VECTOR,
        /** One instance after the other. */
        SCALAR,
        /** By the loop that all kernels share for an elementary function, {@link Functions}. */
        FUNCTION
    }
}
