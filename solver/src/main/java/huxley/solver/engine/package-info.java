/**
 * Time: the memory of groups of cells, the step, the epoch, events, recording and threads. A group is advanced through a
 * whole epoch by one thread without looking at another; results do not depend on how cells are grouped or on the number
 * of threads. Knows kernels by their contract alone; must not know file formats, screens or how a kernel is compiled.
 */
@NullMarked
package huxley.solver.engine;

import org.jspecify.annotations.NullMarked;
