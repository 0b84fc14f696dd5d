/**
 * The scalar backend: lowered programs executed as they stand, one instruction = one plain loop over instances. Written
 * for reading and needing no compiler, it is the oracle of all other backends. Knows the lowered program only.
 */
@NullMarked
package huxley.solver.scalar;

import org.jspecify.annotations.NullMarked;
