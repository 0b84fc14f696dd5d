/**
 * Random numbers without hidden state: a number is a function of what it is for, never of who draws it or when. Must not
 * know what is drawn.
 */
@NullMarked
package huxley.neuron.random;

import org.jspecify.annotations.NullMarked;
