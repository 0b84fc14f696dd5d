/**
 * Benchmarks that run beside a peer: the models of {@code bench/models.json}, built here and by the peer's own script, run
 * in turn. Nothing depends on this package.
 */
@NullMarked
package huxley.bench;

import org.jspecify.annotations.NullMarked;
