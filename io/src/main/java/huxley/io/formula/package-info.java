/**
 * Arithmetic over quantities with units, as it stands in a model: {@code "2 * gbar"}, {@code "-65 mV"},
 * {@code "gbar * exp(-distance / 100 um)"}. Dimensions are checked while evaluating. Must not know cells.
 */
@NullMarked
package huxley.io.formula;

import org.jspecify.annotations.NullMarked;
