/**
 * The SIMD backend: lowered programs become Java source over {@code jdk.incubator.vector}, compiled in memory.
 *
 * <p>Every operation is the one that the program names, so results have the bits of the scalar backend. Only this package
 * and the classes it generates touch the vector module. Knows nothing of cells, time steps or threads.
 */
@NullMarked
package huxley.solver.simd;

import org.jspecify.annotations.NullMarked;
