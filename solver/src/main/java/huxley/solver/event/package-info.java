/**
 * Events inside a group of cells and the connections that carry them: plain arrays, one total order that no grouping
 * changes. Must not know what a mechanism does with an event.
 */
@NullMarked
package huxley.solver.event;

import org.jspecify.annotations.NullMarked;
