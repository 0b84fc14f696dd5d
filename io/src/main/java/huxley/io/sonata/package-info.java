/**
 * Circuits and simulations in SONATA: configurations, node and edge files, node sets, spike trains, and the cell models
 * that such circuits name. Everything is resolved into a circuit and an experiment; node ids, sections and names of files
 * end here. Edges stay columns of numbers. Must not know how anything is integrated.
 */
@NullMarked
package huxley.io.sonata;

import org.jspecify.annotations.NullMarked;
