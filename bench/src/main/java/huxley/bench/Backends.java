package huxley.bench;

import huxley.partition.Grouping;
import huxley.solver.engine.Engine;
import huxley.solver.engine.Simulation;
import huxley.solver.kernel.Backend;
import huxley.solver.precision.Precision;
import huxley.solver.scalar.ScalarBackend;
import huxley.solver.simd.SimdBackend;
import huxley.synapse.Circuit;
import huxley.synapse.Experiment;

/** What computes. */
enum Backends {
    SCALAR,
    SIMD;

    Backend backend() {
        return switch (this) {
        case SCALAR -> new ScalarBackend();
        case SIMD -> new SimdBackend();
        };
    }

    static Simulation simulation(Backend backend, Precision precision, int threads, Circuit circuit,
            Experiment experiment) {
        int[][] groups = Grouping.of(circuit, experiment.dt_ms(), threads);
        return new Simulation(circuit, experiment, new Engine(backend, precision, threads, groups));
    }
}
