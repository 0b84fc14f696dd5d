package huxley.solver.kernel;

import huxley.solver.cable.Block;
import huxley.solver.cable.CableSolver;
import huxley.solver.cable.HinesSolver;
import huxley.solver.cable.SingleCableSolver;
import huxley.solver.cable.SingleHinesSolver;
import huxley.solver.program.Kernel;
import java.util.List;

/** Makes lowered programs executable and solves cables. All backends give the same bits, in
 * either precision. */
public interface Backend {
    /** Such as {@code scalar} or {@code simd}. */
    String name();

    /** Compiles kernels, in the same order. */
    List<CompiledKernel> compile(List<Kernel> kernels);

    /**
     * A solver for the cells of a group.
     *
     * @param rate_per_ms 1 / dt, or 2 / dt for half a step
     */
    default CableSolver cableSolver(List<Block> blocks, double rate_per_ms) {
        return new HinesSolver(blocks, rate_per_ms);
    }

    /** The same in single precision. */
    default SingleCableSolver singleCableSolver(List<Block> blocks, double rate_per_ms) {
        return new SingleHinesSolver(blocks, rate_per_ms);
    }
}
