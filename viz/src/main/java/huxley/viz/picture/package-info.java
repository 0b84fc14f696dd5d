/**
 * Pictures of morphologies: tapered tubes seen from the side where they spread most, coloured by type. Must not know files
 * or electricity.
 */
@NullMarked
package huxley.viz.picture;

import org.jspecify.annotations.NullMarked;
