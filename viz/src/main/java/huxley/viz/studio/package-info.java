/**
 * The web studio: a server for projects of files, runs of their models, and the page that shows both. Whatever looks into a
 * user's file is a {@code huxley} command in a process of its own ({@link huxley.viz.studio.Tool}), with bounds on cores,
 * memory, time and disk, so that nothing a user hands in can take the server down. Nobody is served without a token, and nobody
 * reaches a file outside of his folders ({@link huxley.viz.studio.Folder}). Must not know models, mechanisms or results.
 */
@NullMarked
package huxley.viz.studio;

import org.jspecify.annotations.NullMarked;
