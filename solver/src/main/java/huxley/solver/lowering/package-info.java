/**
 * Numerics of mechanisms: symbolic passes from the checked program of a mechanism to kernels in static single assignment.
 * Functions are inlined, conditions become selections, derivatives are taken symbolically and integration methods are
 * written out. Invariants: a kernel loads every memory element at most once and stores it at most once, at its end (arrays
 * with computed indices excepted); equal expressions are computed once. Must not know backends, groups or files.
 */
@NullMarked
package huxley.solver.lowering;

import org.jspecify.annotations.NullMarked;
