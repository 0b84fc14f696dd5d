/**
 * How cells talk and are talked to: the circuit (cells, artificial cells, connections, stimuli), what is recorded of it
 * and the plain blocks in which results travel. Must not know integration, ranks or files.
 */
@NullMarked
package huxley.synapse;

import org.jspecify.annotations.NullMarked;
