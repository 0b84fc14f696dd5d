/**
 * OpenCL: devices, programs and what runs on them. Kernels are emitted from the same lowered programs as for the other
 * backends, and give the same bits.
 *
 * <p>Invariants: contraction is off in every program; the elementary functions are our own; every sum has a fixed order.
 * Only this package touches JOCL. A device that fails, or that computes with other rounding, is reported, never worked around
 * silently. Must not know files of models or the command line.
 */
@NullMarked
package huxley.solver.opencl;

import org.jspecify.annotations.NullMarked;
