package huxley.bench;

import huxley.solver.engine.Engine;
import huxley.solver.engine.Simulation;
import huxley.solver.kernel.Backend;
import huxley.solver.precision.Precision;
import huxley.solver.scalar.ScalarBackend;
import huxley.solver.simd.SimdBackend;
import huxley.synapse.Circuit;
import huxley.synapse.Experiment;
import java.util.stream.IntStream;

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

    static Simulation simulation(Backend backend, Precision precision, Circuit circuit, Experiment experiment) {
        return new Simulation(circuit, experiment, new Engine(backend, precision, 1, groups(circuit)));
    }

    private static int[][] groups(Circuit circuit) {
        int cells = circuit.cells().size();
        int artificial = circuit.artificialCells().size();
        int size = Integer.getInteger("group", 16);
        int count = (cells + size - 1) / size;
        int[][] groups = new int[count + 1][];
        for (int g = 0; g < count; g++) {
            groups[g] = IntStream.range(g * size, Math.min(cells, (g + 1) * size)).toArray();
        }
        groups[count] = IntStream.range(cells, cells + artificial).toArray();
        return groups;
    }
}
