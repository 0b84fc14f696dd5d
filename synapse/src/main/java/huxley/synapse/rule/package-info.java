/**
 * Who is connected to whom, where, how strongly and how late, said by rules. A rule never makes a list of all
 * connections: it is asked for those onto one cell. Every draw is a pure function of the seed, the name of the
 * projection, what is drawn, and indices that count from 0 within the two populations; so the answer is the same for any
 * order of asking and on any thread, and moving a population to other gids changes nothing else. Must not know how a
 * model is written down, nor how it is simulated.
 */
@NullMarked
package huxley.synapse.rule;

import org.jspecify.annotations.NullMarked;
