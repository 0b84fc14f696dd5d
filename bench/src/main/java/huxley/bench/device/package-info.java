/**
 * What an OpenCL device makes of models of growing size: first whether it gives the bits of the Java backends, then how fast
 * it is, beside these in the same process and against what the device itself was measured to do. Writes one page of Markdown.
 */
@NullMarked
package huxley.bench.device;

import org.jspecify.annotations.NullMarked;
