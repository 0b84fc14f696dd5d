/**
 * HDF5 files, through the HDF5 library itself (its JavaCPP binding): such as grow while a simulation runs, and such as
 * others wrote, whose numbers it converts from whatever type the file has. The library is not thread-safe: every call is
 * made while holding one lock. Must not know what the numbers mean.
 */
@NullMarked
package huxley.io.hdf5;

import org.jspecify.annotations.NullMarked;
