/**
 * The contract between a compiled mechanism and the engine: which kernels there are, when each is called and what it may\n * touch.
 */
@NullMarked
package huxley.solver.kernel;

import org.jspecify.annotations.NullMarked;
