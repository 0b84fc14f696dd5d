/**
 * The live stream over a WebSocket: how scenes, frames and commands are written ({@link huxley.viz.wire.Messages},
 * {@link huxley.viz.wire.FrameBytes}), a server and a client. Nothing is served without the token. Must not know screens.
 */
@NullMarked
package huxley.viz.wire;

import org.jspecify.annotations.NullMarked;
