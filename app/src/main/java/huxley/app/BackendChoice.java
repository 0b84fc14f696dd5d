package huxley.app;

import huxley.solver.kernel.Backend;
import huxley.solver.scalar.ScalarBackend;
import huxley.solver.simd.SimdBackend;
import java.io.PrintWriter;
import java.util.Optional;

/** Values of {@code --backend}. All give the same bits. */
enum BackendChoice {
    /** The fastest that works here. */
    AUTO,
    /** One operation after the other, plain Java. */
    SCALAR,
    /** Vectors of the processor. */
    SIMD;

    /** The backend; falls back to scalar, and says why, when simd cannot be had and was not insisted on. */
    Backend open(PrintWriter log) {
        if (this == SCALAR) {
            return new ScalarBackend();
        }
        Optional<String> reason = SimdBackend.unavailable();
        if (reason.isEmpty()) {
            return new SimdBackend();
        }
        if (this == SIMD) {
            throw new UserError("the simd backend is not available: " + reason.get());
        }
        log.println("running on the scalar backend: " + reason.get());
        return new ScalarBackend();
    }
}
