/**
 * Figures for papers and notebooks, drawn in memory: stacked panels of curves and spike rasters that share one axis of
 * time. Colours can be told apart by colour-blind readers. Must not know where the numbers come from.
 */
@NullMarked
package huxley.viz.plot;

import org.jspecify.annotations.NullMarked;
