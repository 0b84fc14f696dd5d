/**
 * How it reads and writes: models, morphology files, results. Must not know integration or screens.
 */
@NullMarked
package huxley.io;

import org.jspecify.annotations.NullMarked;
