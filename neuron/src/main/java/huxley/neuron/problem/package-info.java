/**
 * What is wrong with a user's input, and exactly where. Problems are collected, sorted and thrown once. Knows text and\n * positions; must not know what the text means.
 */
@NullMarked
package huxley.neuron.problem;

import org.jspecify.annotations.NullMarked;
