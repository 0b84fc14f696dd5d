package huxley.solver.simd;

import huxley.solver.kernel.Frame;
import huxley.solver.precision.Precision;
import huxley.solver.program.Kernel;

/**
 * What differs between generated code of the two precisions.
 *
 * @param lanes numbers in a vector
 */
record Dialect(Precision precision, int lanes) {
    /**
     * One width of vectors for each precision, also for loops over scratch memory that could take wider ones: where a process uses
     * two widths of float vectors, the JVM no longer knows which one an operation is of while it compiles, and makes an
     * object of every result (half the speed of the striatum, 140 bytes a compartment and step).
     *
     * @param lanes doubles in a vector; twice as many floats, but not more than a chunk
     */
    static Dialect of(Precision precision, int lanes) {
        return new Dialect(precision, precision == Precision.SINGLE ? Math.min(2 * lanes, Frame.CHUNK) : lanes);
    }

    /** That of the values of a kernel that differ between instances. */
    static Dialect of(Kernel kernel, int lanes) {
        return of(kernel.isSingle() ? Precision.SINGLE : Precision.DOUBLE, lanes);
    }

    boolean isSingle() {
        return precision == Precision.SINGLE;
    }

    String number() {
        return isSingle() ? "float" : "double";
    }

    String boxed() {
        return isSingle() ? "Float" : "Double";
    }

    String vector() {
        return isSingle() ? "FloatVector" : "DoubleVector";
    }

    /** Integers of the same width, one a lane. */
    String bits() {
        return isSingle() ? "IntVector" : "LongVector";
    }

    String boxedBits() {
        return isSingle() ? "Integer" : "Long";
    }

    String asBits(String vector) {
        return vector + (isSingle() ? ".reinterpretAsInts()" : ".reinterpretAsLongs()");
    }

    String asNumbers(String bits) {
        return bits + (isSingle() ? ".reinterpretAsFloats()" : ".reinterpretAsDoubles()");
    }

    /** Length in bits of a vector. */
    int width() {
        return lanes * precision.bytes() * Byte.SIZE;
    }

    /** An expression of type double, rounded where this is single precision. */
    String rounded(String expression) {
        return isSingle() ? "(float) " + expression : expression;
    }

    String literal(double value) {
        return rounded(doubleLiteral(value));
    }

    /** A number as a literal that gives the same bits. */
    static String doubleLiteral(double value) {
        if (Double.isNaN(value)) {
            return "Double.NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY";
        }
        return Double.toString(value);
    }

    /** Literal of an integer as wide as a number. */
    String bitLiteral(long value) {
        return isSingle() ? "0x" + Integer.toHexString((int) value) : "0x" + Long.toHexString(value) + "L";
    }

    String superclass() {
        return isSingle() ? "SingleSweepKernel" : "DoubleSweepKernel";
    }

    /** The functions that all kernels share. */
    String functions() {
        return isSingle() ? "SingleFunctions" : "Functions";
    }
}
