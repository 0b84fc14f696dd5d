/**
 * The JSON model format: what keys there are ({@link huxley.io.model.ModelFormat}, the one table from which the check of
 * a document, the JSON Schema and the reference page are made), and how a document becomes a circuit and an experiment.
 * All problems are collected before the first is thrown. Must not know integration, results or screens.
 */
@NullMarked
package huxley.io.model;

import org.jspecify.annotations.NullMarked;
