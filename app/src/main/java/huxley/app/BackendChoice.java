package huxley.app;

import huxley.neuron.cell.Cell;
import huxley.solver.kernel.Backend;
import huxley.solver.scalar.ScalarBackend;
import huxley.solver.simd.SimdBackend;
import huxley.synapse.Circuit;
import huxley.synapse.Experiment;
import java.io.PrintWriter;
import java.util.Optional;

/** Values of {@code --backend}. All give the same bits. */
enum BackendChoice {
    /** The fastest that works here; for little work that is scalar, which needs no compiler. */
    AUTO,
    /** One operation after the other, plain Java. */
    SCALAR,
    /** Vectors of the processor. */
    SIMD,
    /** A device beside the processor; what it cannot do is done as {@link #AUTO} would. */
    OPENCL;

    /** Mechanism instances times steps below which scalar is done before simd has started. */
    private static final double LITTLE_WORK = 1e6;

    /** The backend; falls back to scalar, and says why, when simd cannot be had and was not insisted on. */
    Backend open(Circuit circuit, Experiment experiment, PrintWriter log) {
        Optional<String> reason = this == SCALAR ? Optional.empty() : SimdBackend.unavailable();
        if (this == SIMD && reason.isPresent()) {
            throw new UserError("the simd backend is not available: " + reason.get());
        }
        if (this == SCALAR || (this != SIMD && work(circuit, experiment) < LITTLE_WORK)) {
            return new ScalarBackend();
        }
        if (reason.isPresent()) {
            log.println("running on the scalar backend: " + reason.get());
            return new ScalarBackend();
        }
        return new SimdBackend();
    }

    private static double work(Circuit circuit, Experiment experiment) {
        double instances = 0;
        for (Circuit.CellInstance instance : circuit.cells()) {
            for (Cell.Painted painted : instance.cell().painted()) {
                instances += painted.compartment().length;
            }
        }
        return instances * experiment.duration_ms() / experiment.dt_ms();
    }
}
