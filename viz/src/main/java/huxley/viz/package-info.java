/**
 * How it is seen: plots and pictures. Must not know kernels or MPI.
 */
@NullMarked
package huxley.viz;

import org.jspecify.annotations.NullMarked;
