package huxley.solver.kernel;

import huxley.solver.program.Kernel;
import java.util.List;

/** Makes lowered programs executable. All backends give the same bits in double precision. */
public interface Backend {
    /** Such as {@code scalar} or {@code simd}. */
    String name();

    /** Compiles kernels, in the same order. */
    List<CompiledKernel> compile(List<Kernel> kernels);
}
