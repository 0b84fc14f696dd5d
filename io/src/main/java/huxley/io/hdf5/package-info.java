/**
 * HDF5 files that grow while a simulation runs, written by the HDF5 library itself (its JavaCPP binding; jHDF, which reads
 * for us, cannot append). The library is not thread-safe: every call is made while holding one lock. Must not know what
 * the numbers mean.
 */
@NullMarked
package huxley.io.hdf5;

import org.jspecify.annotations.NullMarked;
