/**
 * Who computes what: cells into groups that are advanced together. Must not know kernels, MPI calls or files.
 */
@NullMarked
package huxley.partition;

import org.jspecify.annotations.NullMarked;
