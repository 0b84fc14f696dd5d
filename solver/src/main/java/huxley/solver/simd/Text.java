package huxley.solver.simd;

import huxley.neuron.problem.Span;

/** Java source being written: indented lines, with the {@code .mod} line that each stretch comes from. */
final class Text {
    private final StringBuilder text = new StringBuilder();
    private final boolean commented;
    private int depth;
    private String origin = "";

    Text(boolean commented) {
        this.commented = commented;
    }

    /** Adds a line; a line that ends in an opening brace indents those that follow, one that starts with a closing brace ends that. */
    void line(String line) {
        if (line.startsWith("}")) {
            depth--;
        }
        text.append("    ".repeat(depth)).append(line).append('\n');
        if (line.endsWith("{") && !line.startsWith("//")) {
            depth++;
        }
    }

    /** Names the source line of what follows, where it differs from what came before. */
    void from(Span where) {
        if (!commented || where.source().text().isEmpty()) {
            return;
        }
        String name = where.source().name();
        String file = name.substring(name.lastIndexOf('/') + 1);
        String next = file + ":" + where.line() + ": " + where.source().lineText(where.line()).strip();
        if (!next.equals(origin)) {
            origin = next;
            line("// " + next.replace('\\', '/').replaceAll("\\p{Cntrl}", " "));
        }
    }

    /** Forgets where the last line came from. */
    void startOver() {
        origin = "";
    }

    /** An empty text of the same kind, to be included. */
    Text inner() {
        return new Text(commented);
    }

    /** Adds a text made elsewhere, at the present depth. */
    void include(Text other) {
        other.text.toString().lines().forEach(line -> text.append("    ".repeat(depth)).append(line).append('\n'));
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** A number as a literal that gives the same bits. */
    static String literal(double value) {
        if (Double.isNaN(value)) {
            return "Double.NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY";
        }
        return Double.toString(value);
    }
}
