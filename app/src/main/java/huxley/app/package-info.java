/**
 * What the user types: the {@code huxley} command, the only place that wires all modules together.
 */
@NullMarked
package huxley.app;

import org.jspecify.annotations.NullMarked;
