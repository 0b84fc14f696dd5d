package huxley.solver.opencl;

import huxley.solver.precision.Precision;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

/**
 * The arithmetic that programs share, as OpenCL C: the elementary functions of {@code huxley.solver.elementary}, operation
 * by operation, and random streams.
 */
final class Library {
    private static final String HEAD = """
            #pragma OPENCL EXTENSION cl_khr_fp64 : enable
            #pragma OPENCL FP_CONTRACT OFF
            #define INLINE __attribute__((always_inline))
            """;

    private Library() {
    }

    /** What a program may need. */
    enum Part {
        /** Sines and their like, in any precision. */
        CIRCULAR,
        /** Functions in single precision. */
        SINGLE,
        /** Draws. */
        RANDOM
    }

    /** The text of these parts, and of functions of vectors of these widths. */
    static String text(Set<Part> parts, Set<Lanes> lanes) {
        Set<Part> needed = EnumSet.noneOf(Part.class);
        needed.addAll(parts);
        if (lanes.stream().anyMatch(Lanes::isSingle)) {
            needed.add(Part.SINGLE);
        }
        StringBuilder text = new StringBuilder(HEAD).append(file("double"));
        if (needed.contains(Part.CIRCULAR)) {
            text.append(file("circular"));
        }
        if (needed.contains(Part.SINGLE)) {
            text.append(file("single"));
        }
        if (needed.contains(Part.RANDOM)) {
            text.append(file("random"));
        }
        for (Lanes width : lanes) {
            text.append(width.definitions())
                    .append(file(width.precision() == Precision.SINGLE ? "single-lanes" : "double-lanes"));
            for (String name : new String[] {"NUMBERS", "BITS", "NAME", "ALL", "AS_BITS", "AS_NUMBERS", "CHOOSE", "ANY",
                    "EACH", "EACH2"}) {
                text.append("#undef ").append(name).append('\n');
            }
        }
        return text.toString();
    }

    static String file(String name) {
        try (InputStream in = Library.class.getResourceAsStream(name + ".cl")) {
            if (in == null) {
                throw new AssertionError(name + ".cl is missing; please report");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
