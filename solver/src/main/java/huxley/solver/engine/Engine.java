package huxley.solver.engine;

import huxley.solver.accelerator.Accelerator;
import huxley.solver.kernel.Backend;
import huxley.solver.lowering.Lowering.PassObserver;
import huxley.solver.precision.Precision;
import org.jspecify.annotations.Nullable;

/**
 * How a simulation is computed. Nothing here changes a result, except the precision. In single precision
 * mechanisms that read the time or iterate, and artificial cells, are still computed in double.
 *
 * @param precision of voltages, states, parameters that differ between instances, and the cable equation; time, events and
 * weights are always kept in double precision
 * @param threads at least one
 * @param groups [group] gids of cells and artificial cells advanced together; each gid exactly once
 * @param passes sees how mechanisms are lowered
 * @param peers the other ranks, where this one has only a part of the circuit: groups then hold its own gids
 * @param accelerator advances the groups that it can; null: all are advanced by threads
 */
public record Engine(Backend backend, Precision precision, int threads, int[][] groups, PassObserver passes,
        Peers peers, @Nullable Accelerator accelerator) {
    public Engine {
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads");
        }
    }

    public Engine(Backend backend, Precision precision, int threads, int[][] groups, PassObserver passes) {
        this(backend, precision, threads, groups, passes, Peers.ALONE, null);
    }

    public Engine(Backend backend, Precision precision, int threads, int[][] groups) {
        this(backend, precision, threads, groups, PassObserver.NONE);
    }

    /** The same with an accelerator, or without. */
    public Engine with(@Nullable Accelerator besides) {
        return new Engine(backend, precision, threads, groups, passes, peers, besides);
    }

    /** The same as one of several ranks. */
    public Engine with(Peers others) {
        return new Engine(backend, precision, threads, groups, passes, others, accelerator);
    }

    /** In double precision. */
    public Engine(Backend backend, int threads, int[][] groups) {
        this(backend, Precision.DOUBLE, threads, groups);
    }
}
