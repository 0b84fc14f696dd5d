/**
 * The viewer: a window onto a {@link huxley.viz.live.Window}, wherever the simulation runs. Tubes coloured by what compartments
 * are doing, traces and rasters that grow, and controls. All but {@link huxley.viz.viewer.ViewerApplication} is for JavaFX's
 * thread. Must not know files, models or how simulations are made.
 */
@NullMarked
package huxley.viz.viewer;

import org.jspecify.annotations.NullMarked;
