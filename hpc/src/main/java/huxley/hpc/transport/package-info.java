/**
 * How the ranks of a job talk: exchange of blocks of bytes, gathering at rank 0, ending together. Three ways behind one
 * interface: the ranks of one process, the cluster's own MPI, MPJ Express. Knows nothing of what the bytes mean.
 */
@NullMarked
package huxley.hpc.transport;

import org.jspecify.annotations.NullMarked;
