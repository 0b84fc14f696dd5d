package huxley.app;

import huxley.hpc.transport.LocalTransport;
import huxley.hpc.transport.Transport;
import huxley.partition.Assignment;
import huxley.partition.Grouping;
import huxley.solver.accelerator.Accelerator;
import huxley.solver.engine.Engine;
import huxley.solver.kernel.Backend;
import huxley.solver.lowering.Lowering.PassObserver;
import huxley.solver.lowering.Superposition;
import huxley.solver.precision.Precision;
import huxley.synapse.Circuit;
import huxley.synapse.Experiment;
import java.util.Optional;

/**
 * What a run is computed with. Nothing of it but the precision changes a result.
 *
 * @param threads of this process
 * @param team the ranks that share the work, of which this process is one
 */
record Equipment(Backend backend, Optional<Accelerator> accelerator, Precision precision, int threads, Transport team) {
    /** One process. */
    Equipment(Backend backend, Optional<Accelerator> accelerator, Precision precision, int threads) {
        this(backend, accelerator, precision, threads, LocalTransport.alone());
    }

    /** The same on one thread. */
    Equipment onOneThread() {
        return new Equipment(backend, accelerator, precision, 1, team);
    }

    /** Such as {@code simd}. */
    String name() {
        return accelerator.map(Accelerator::name).orElse(backend.name());
    }

    /** The cells of this rank, [group] as they are advanced together. */
    int[][] groups(Circuit circuit, Experiment experiment) {
        return team.ranks() == 1
                ? Grouping.of(circuit, experiment.dt_ms(), workers(), Superposition::holds)
                : Grouping.of(circuit, experiment.dt_ms(), workers(), Superposition::holds,
                        Assignment.of(circuit, experiment.dt_ms(), team.ranks()).gids(team.rank()));
    }

    /** What takes groups: threads, or the compute units of a device where these are more. */
    private int workers() {
        return Math.max(threads, accelerator.map(Accelerator::workers).orElse(0));
    }

    Engine engine(int[][] groups) {
        return new Engine(backend, precision, threads, groups,
                backend instanceof PassObserver dump ? dump : PassObserver.NONE).with(accelerator.orElse(null))
                .with(team);
    }
}
