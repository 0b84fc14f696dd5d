package huxley.neuron.problem;

import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with (or worth saying about) a user's input.
 *
 * @param message what is wrong, with the value got and the legal range with its unit
 * @param hint what to do instead, or null
 */
public record Problem(Severity severity, Span where, String message, @Nullable String hint) {
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
        String line = where.source().lineText(where.line());
        int from = Math.min(where.column() - 1, line.length());
        int width = Math.max(1, Math.min(where.end() - where.start(), line.length() - from));
        String number = Integer.toString(where.line());
        out.append("  ").append(number).append(" | ").append(line.replace('\t', ' ')).append('\n');
        out.repeat(' ', 2 + number.length()).append(" | ").repeat(' ', from).repeat('^', width).append('\n');
    }
}
