/**
 * The lowered program: what a backend executes. Every operation and its order are fixed here, so that all backends give the\n * same bits. Knows nothing of files, threads or devices.
 */
@NullMarked
package huxley.solver.program;

import org.jspecify.annotations.NullMarked;
