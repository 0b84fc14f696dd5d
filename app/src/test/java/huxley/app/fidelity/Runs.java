package huxley.app.fidelity;

import huxley.solver.engine.Engine;
import huxley.solver.engine.Simulation;
import huxley.solver.kernel.Backend;
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

    static Experiment shorter(Experiment e, double duration_ms) {
        return new Experiment(duration_ms, e.dt_ms(), e.temperature_degC(), e.settle_ms(), e.seed(), e.scheme(),
                e.globals());
    }
}
