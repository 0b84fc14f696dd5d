/**
 * A running simulation, seen and steered from elsewhere: what there is to see ({@link huxley.viz.live.Scene}), what it looks
 * like now ({@link huxley.viz.live.Frame}), and what a viewer asks for ({@link huxley.viz.live.Command}). The simulation never
 * waits for a viewer. Must not know sockets, screens or files.
 */
@NullMarked
package huxley.viz.live;

import org.jspecify.annotations.NullMarked;
