/**
 * Writes HDF5 files that grow while a simulation runs, in plain Java on every platform. A file is append-only: raw chunks
 * and fresh indices go to its end, and only then the superblock (its first 48 bytes) is pointed at the new root. So what
 * was committed stays readable whatever happens to the process or the disk afterwards. Must not know what the numbers mean.
 *
 * <p>Reference: "HDF5 File Format Specification Version 3.0", The HDF Group, sections II.B (superblock version 2), III.A.1
 * (version 1 B-trees), IV.A.1.b (version 2 object headers) and IV.A.2 (messages).
 */
@NullMarked
package huxley.io.hdf5;

import org.jspecify.annotations.NullMarked;
