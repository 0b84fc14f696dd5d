/**
 * A mechanism (ion channel, pump, synapse, clamp, artificial cell) as a checked program: every name resolved, every\n * block typed, nothing numerical decided yet. NMODL and LEMS both end here. Must not know time steps or backends.
 */
@NullMarked
package huxley.neuron.mechanism;

import org.jspecify.annotations.NullMarked;
