package huxley.viz.live;

import org.jspecify.annotations.Nullable;

/** What a viewer has not seen yet; null where there is nothing new. A scene comes with or before the first frame of its run. */
public record News(@Nullable Scene scene, @Nullable Status status, @Nullable Frame frame) {
}
