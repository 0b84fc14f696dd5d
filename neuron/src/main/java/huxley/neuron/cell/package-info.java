/**
 * A cell ready to be simulated: compartments, what is painted on them and what is placed at them. Must not know
 * networks, time steps or files.
 */
@NullMarked
package huxley.neuron.cell;

import org.jspecify.annotations.NullMarked;
