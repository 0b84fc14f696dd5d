/**
 * Whole circuits run through the engine and laid over what NEURON 8.2.2 computed for them. Data outside the repository;
 * where it is absent these tests are skipped visibly.
 */
@NullMarked
package huxley.app.fidelity;

import org.jspecify.annotations.NullMarked;
