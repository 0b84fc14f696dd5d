package huxley.app.fidelity;

import huxley.partition.Grouping;
import huxley.solver.accelerator.Accelerator;
import huxley.solver.engine.Engine;
import huxley.solver.engine.Simulation;
import huxley.solver.kernel.Backend;
import huxley.solver.lowering.Superposition;
import huxley.solver.scalar.ScalarBackend;
import huxley.synapse.Circuit;
import huxley.synapse.Experiment;
import java.util.stream.IntStream;

/** Runs circuits. */
final class Runs {
    private Runs() {
    }

    static Recorded run(Circuit circuit, Experiment experiment, Backend backend) {
        Recorded recorded = new Recorded(circuit);
        int gids = circuit.cells().size() + circuit.artificialCells().size();
        int[][] groups = {IntStream.range(0, gids).toArray()};
        new Simulation(circuit, experiment, new Engine(backend, 1, groups)).run(recorded, () -> false);
        return recorded;
    }

    /** Groups as a run has them, those that can on a device. */
    static Recorded run(Circuit circuit, Experiment experiment, Accelerator accelerator) {
        Recorded recorded = new Recorded(circuit);
        Engine engine = new Engine(new ScalarBackend(), 1,
                Grouping.of(circuit, experiment.dt_ms(), 1, Superposition::holds));
        new Simulation(circuit, experiment, engine.with(accelerator)).run(recorded, () -> false);
        return recorded;
    }

    static Experiment shorter(Experiment e, double duration_ms) {
        return new Experiment(duration_ms, e.dt_ms(), e.temperature_degC(), e.settle_ms(), e.seed(), e.scheme(),
                e.globals());
    }
}
