/** Finds and compiles {@code .mod} files. Must not know what a mechanism computes. */
@NullMarked
package huxley.io.mechanism;

import org.jspecify.annotations.NullMarked;
