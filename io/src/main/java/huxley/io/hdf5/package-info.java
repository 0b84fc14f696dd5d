/**
 * HDF5 files. Those that grow while a simulation runs are written here, in plain Java, so that they can be read whatever
 * happens to the process; those that others wrote are read through the HDF5 library (its JavaCPP binding), which converts
 * numbers from whatever type the file has, and is not thread-safe: every call is made while holding one lock. Must not know
 * what the numbers mean.
 *
 * <p>Reference: HDF5 File Format Specification Version 3.0, The HDF Group.
 */
@NullMarked
package huxley.io.hdf5;

import org.jspecify.annotations.NullMarked;
