package huxley.bench;

import huxley.partition.Grouping;
import huxley.solver.accelerator.Accelerator;
import huxley.solver.engine.Engine;
import huxley.solver.engine.Simulation;
import huxley.solver.kernel.Backend;
import huxley.solver.lowering.Lowering.PassObserver;
import huxley.solver.lowering.Superposition;
import huxley.solver.opencl.DeviceAccelerator;
import huxley.solver.opencl.Devices;
import huxley.solver.precision.Precision;
import huxley.solver.scalar.ScalarBackend;
import huxley.solver.simd.SimdBackend;
import huxley.synapse.Circuit;
import huxley.synapse.Experiment;
import org.jspecify.annotations.Nullable;

/** What computes. */
enum Backends {
    SCALAR,
    SIMD,
    /** The first device that computes in double precision; what it cannot do is computed as by {@code SIMD}. */
    OPENCL;

    Backend backend() {
        return switch (this) {
        case SCALAR -> new ScalarBackend();
        case SIMD, OPENCL -> new SimdBackend();
        };
    }

    @Nullable
    Accelerator accelerator() {
        return this != OPENCL
                ? null
                : new DeviceAccelerator(Devices.find().devices().stream().filter(d -> d.properties().hasDouble())
                        .findFirst().orElseThrow(), line -> {
                        }, detail -> {
                        });
    }

    Simulation simulation(Backend backend, Precision precision, int threads, Circuit circuit,
            Experiment experiment) {
        int[][] groups = Grouping.of(circuit, experiment.dt_ms(), threads, Superposition::holds);
        return new Simulation(circuit, experiment,
                new Engine(backend, precision, threads, groups).with(accelerator()));
    }
}
