package huxley.neuron.problem;

import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with (or worth saying about) a user's input.
 *
 * @param message what is wrong, with the value got and the legal range with its unit
 * @param hint what to do instead, or null
 */
public record Problem(Severity severity, Span where, String message, @Nullable String hint) {
    /** Of a longer line, only the part around the problem is shown, so many characters of it. */
    private static final int LONGEST_EXCERPT = 400;

    /** Errors stop the work; warnings are shown and the work goes on. */
    public enum Severity {
        ERROR,
        WARNING
    }

    public static Problem error(Span where, String message, @Nullable String hint) {
        return new Problem(Severity.ERROR, where, message, hint);
    }

    public static Problem warning(Span where, String message, @Nullable String hint) {
        return new Problem(Severity.WARNING, where, message, hint);
    }

    /** The rendered complaint: position and message, the source line with carets under the span, then the hint. */
    public String render() {
        StringBuilder out = new StringBuilder();
        String kind = severity == Severity.ERROR ? "error" : "warning";
        out.append(where.position()).append(": ").append(kind).append(": ").append(message).append('\n');
        if (!where.source().text().isEmpty()) {
            appendExcerpt(out);
        }
        if (hint != null) {
            out.append("  hint: ").append(hint).append('\n');
        }
        return out.toString();
    }

    private void appendExcerpt(StringBuilder out) {
        String all = where.source().lineText(where.line());
        int column = Math.min(where.column() - 1, all.length());
        boolean fits = all.length() <= LONGEST_EXCERPT;
        int first = fits ? 0 : Math.clamp(column - LONGEST_EXCERPT / 3, 0, all.length() - LONGEST_EXCERPT);
        String line = fits ? all : all.substring(first, first + LONGEST_EXCERPT);
        int from = column - first;
        int width = Math.max(1, Math.min(where.end() - where.start(), line.length() - from));
        String number = Integer.toString(where.line());
        out.append("  ").append(number).append(" | ").append(line.replaceAll("\\p{Cntrl}", " ")).append('\n');
        out.repeat(' ', 2 + number.length()).append(" | ").repeat(' ', from).repeat('^', width).append('\n');
    }
}
