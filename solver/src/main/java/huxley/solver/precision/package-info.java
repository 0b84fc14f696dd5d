/**
 * Numbers in double or single precision: what memory is made of. Must not know what the numbers mean.
 */
@NullMarked
package huxley.solver.precision;

import org.jspecify.annotations.NullMarked;
