/**
 * Reads reconstructed morphologies (SWC, Neurolucida ASC, HDF5) with the conventions that NEURON's importer made
 * common, so that section names, counts and attachment points agree with published models. Must not know electricity.
 */
@NullMarked
package huxley.io.morphology;

import org.jspecify.annotations.NullMarked;
