/**
 * What was compiled once, on disk, by the hash of what it was made from. Must not know what the content is.
 */
@NullMarked
package huxley.solver.cache;

import org.jspecify.annotations.NullMarked;
