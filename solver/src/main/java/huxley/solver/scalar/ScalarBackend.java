package huxley.solver.scalar;

import huxley.solver.kernel.Backend;
import huxley.solver.kernel.CompiledKernel;
import huxley.solver.program.Kernel;
import java.util.List;

/** Executes lowered programs as they stand; needs no compiler. */
public final class ScalarBackend implements Backend {
    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public List<CompiledKernel> compile(List<Kernel> kernels) {
        return kernels.stream().<CompiledKernel>map(ScalarKernel::new).toList();
    }
}
