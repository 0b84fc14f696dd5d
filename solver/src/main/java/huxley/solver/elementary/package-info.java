/**
 * The arithmetic of the simulator: elementary functions and random numbers as fixed sequences of IEEE 754 operations, so
 * that every backend, machine and thread gives the same bits. Knows nothing of mechanisms, memory or devices.
 */
@NullMarked
package huxley.solver.elementary;

import org.jspecify.annotations.NullMarked;
