package huxley.solver.program;

import huxley.neuron.problem.Span;

/** Source code being written: indented lines, with the {@code .mod} line that each stretch comes from. */
public final class CodeText {
    private final StringBuilder text = new StringBuilder();
    private final boolean commented;
    private int depth;
    private String origin = "";

    /** @param commented with the {@code .mod} line that each stretch of code comes from */
    public CodeText(boolean commented) {
        this.commented = commented;
    }

    /** Adds a line; a line that ends in an opening brace indents those that follow, one that starts with a closing brace ends that. */
    public void line(String line) {
        if (line.startsWith("}")) {
            depth--;
        }
        text.append("    ".repeat(depth)).append(line).append('\n');
        if (line.endsWith("{") && !line.startsWith("//")) {
            depth++;
        }
    }

    /** Names the source line of what follows, where it differs from what came before. */
    public void from(Span where) {
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
    public void startOver() {
        origin = "";
    }

    /** An empty text of the same kind, to be included. */
    public CodeText inner() {
        return new CodeText(commented);
    }

    /** Adds a text made elsewhere, at the present depth. */
    public void include(CodeText other) {
        other.text.toString().lines().forEach(line -> text.append("    ".repeat(depth)).append(line).append('\n'));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
