package huxley.solver.engine;

import huxley.solver.kernel.Backend;

/**
 * How a simulation is computed. Nothing here changes a result.
 *
 * @param threads at least one
 * @param groups [group] gids of cells and artificial cells advanced together; each gid exactly once
 */
public record Engine(Backend backend, int threads, int[][] groups) {
    public Engine {
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads");
        }
    }
}
