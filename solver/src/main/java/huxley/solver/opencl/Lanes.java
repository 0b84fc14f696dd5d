package huxley.solver.opencl;

import huxley.solver.precision.Precision;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Numbers that are computed together by one work-item: how OpenCL C names their types and operations.
 *
 * @param width 1, 2, 4 or 8
 */
public record Lanes(Precision precision, int width) {
    /** One number in double precision. */
    static final Lanes ONE_DOUBLE = new Lanes(Precision.DOUBLE, 1);

    public Lanes {
        if (!List.of(1, 2, 4, 8).contains(width)) {
            throw new IllegalArgumentException("width " + width + " is not 1, 2, 4 or 8");
        }
    }

    boolean isSingle() {
        return precision == Precision.SINGLE;
    }

    boolean isOne() {
        return width == 1;
    }

    /** Type of one number. */
    public String number() {
        return isSingle() ? "float" : "double";
    }

    private String wide(String type) {
        return isOne() ? type : type + width;
    }

    /** Type of the numbers. */
    public String numbers() {
        return wide(number());
    }

    /** Type of what comparisons give: all bits set where true; for one number, 1. */
    String truths() {
        return isOne() ? "int" : wide(isSingle() ? "int" : "long");
    }

    private String bits() {
        return wide(isSingle() ? "uint" : "ulong");
    }

    /** Ending of the names of functions of these numbers. */
    String suffix() {
        return (isSingle() ? "f" : "d") + width;
    }

    /** A literal of one number that has the same bits. */
    String literal(double value) {
        double rounded = isSingle() ? (float) value : value;
        if (Double.isNaN(rounded)) {
            return "((" + number() + ") NAN)";
        }
        if (Double.isInfinite(rounded)) {
            return rounded > 0 ? "((" + number() + ") INFINITY)" : "(-(" + number() + ") INFINITY)";
        }
        String text = isSingle() ? Float.toHexString((float) rounded) + "f" : Double.toHexString(rounded);
        return text.startsWith("-") ? "(" + text + ")" : text;
    }

    /** One number in every lane. */
    String all(String number) {
        return isOne() ? number : "(" + numbers() + ")(" + number + ")";
    }

    /** A lane of numbers that have a name. */
    String lane(String name, int lane) {
        return isOne() ? name : name + ".s" + lane;
    }

    /** Numbers put together, or just the one. */
    String of(IntFunction<String> lane) {
        String lanes = IntStream.range(0, width).mapToObj(lane).collect(Collectors.joining(", "));
        return isOne() ? lanes : "(" + numbers() + ")(" + lanes + ")";
    }

    String choose(String when, String then, String otherwise) {
        return isOne()
                ? "(" + when + " ? " + then + " : " + otherwise + ")"
                : "select(" + otherwise + ", " + then + ", " + when + ")";
    }

    String any(String truths) {
        return isOne() ? truths : "any(" + truths + ")";
    }

    /** Numbers in memory from {@code pointer} on, in another precision perhaps. */
    String loaded(String pointer, Precision kept) {
        if (isOne()) {
            return "*(" + pointer + ")";
        }
        String vector = "vload" + width + "(0, " + pointer + ")";
        return kept == precision ? vector : "convert_" + numbers() + "(" + vector + ")";
    }

    /** The statement that stores numbers from {@code pointer} on. */
    String stored(String pointer, Precision kept, String numbers) {
        if (isOne()) {
            return "*(" + pointer + ") = " + numbers + ";";
        }
        String converted = kept == precision
                ? numbers
                : "convert_" + new Lanes(kept, width).numbers() + "(" + numbers + ")";
        return "vstore" + width + "(" + converted + ", 0, " + pointer + ");";
    }

    /** What the text of {@link Library} calls these numbers and their operations. */
    String definitions() {
        String each = of(i -> "f(" + lane("(x)", i) + ")");
        String each2 = of(i -> "f(" + lane("(x)", i) + ", " + lane("(y)", i) + ")");
        return """
                #define NUMBERS %s
                #define BITS %s
                #define NAME(f) f##_%s
                #define ALL(x) (%s)
                #define AS_BITS(x) as_%s(x)
                #define AS_NUMBERS(x) as_%s(x)
                #define CHOOSE(when, then, otherwise) %s
                #define ANY(x) (%s)
                #define EACH(f, x) (%s)
                #define EACH2(f, x, y) (%s)
                """.formatted(numbers(), bits(), suffix(), all("(x)"), bits(), numbers(),
                choose("(when)", "(then)", "(otherwise)"), any("x"), each, each2);
    }
}
