/**
 * The contract between the engine and something beside it that advances whole groups of cells: what a group and its step
 * are, as data. The engine describes, an accelerator keeps the memory and makes the steps.
 *
 * <p>Invariants: a description holds everything that a step does, in its order, so that any accelerator gives the bits of
 * the engine's own step; it refers to the engine's arrays, which an accelerator reads when groups are loaded and writes
 * when they come home. Knows neither engine nor device.
 */
@NullMarked
package huxley.solver.accelerator;

import org.jspecify.annotations.NullMarked;
