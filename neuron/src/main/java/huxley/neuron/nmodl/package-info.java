/**
 * The NMODL language: text -> tokens -> syntax tree with a span on every node -> checked {@code Mechanism}. One
 * direction, no tree is changed after it is built. The first syntax error of a file is thrown at once; semantic errors
 * are collected and thrown together. Must not know time steps, kernels or where files lie ({@code Includes} finds
 * them).
 */
@NullMarked
package huxley.neuron.nmodl;

import org.jspecify.annotations.NullMarked;
