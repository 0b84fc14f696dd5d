/**
 * The cable equation of a group of cells as a matrix, and its direct solution. Every solver gives the same bits: a
 * compartment sums the terms of mechanisms, then of its children in descending order of compartment, then of its parent.
 * Must not know mechanisms, events or time.
 */
@NullMarked
package huxley.solver.cable;

import org.jspecify.annotations.NullMarked;
