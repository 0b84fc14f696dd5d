/**
 * JSON text as a tree in which every node, and every key, knows its position. Comments and trailing commas are allowed;
 * files may include others. Must not know what the keys mean.
 */
@NullMarked
package huxley.io.document;

import org.jspecify.annotations.NullMarked;
