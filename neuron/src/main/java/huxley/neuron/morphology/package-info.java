/**
 * The shape of one cell: unbranched sections made of 3-D points, joined into a tree. Must not know electricity or files.
 */
@NullMarked
package huxley.neuron.morphology;

import org.jspecify.annotations.NullMarked;
