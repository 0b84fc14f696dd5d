/**
 * Units of measure as modellers and NMODL files write them. A unit is a number times powers of base units; values are
 * converted once, at the border. Must not know what is measured.
 */
@NullMarked
package huxley.neuron.units;

import org.jspecify.annotations.NullMarked;
