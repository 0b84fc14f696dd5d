package huxley.neuron.problem;

/** A stretch of a source: {@code start} inclusive, {@code end} exclusive, character offsets. */
public record Span(Source source, int start, int end) implements Comparable<Span> {
    public Span {
        if (start < 0 || end < start || end > source.text().length()) {
            throw new IllegalArgumentException("span " + start + ".." + end + " outside " + source.name());
        }
    }

    /** Where no text stands behind a thing (made by the program itself). */
    public static Span none(String name) {
        return new Span(new Source(name, ""), 0, 0);
    }

    public int line() {
        return source.line(start);
    }

    public int column() {
        return source.column(start);
    }

    public String text() {
        return source.text().substring(start, end);
    }

    /** {@code file:line:column}. */
    public String position() {
        return source.text().isEmpty() ? source.name() : source.name() + ":" + line() + ":" + column();
    }

    /** From the start of this span to the end of {@code last} (same source). */
    public Span to(Span last) {
        return new Span(source, start, Math.max(end, last.end));
    }

    @Override
    public int compareTo(Span other) {
        int byName = source.name().compareTo(other.source.name());
        return byName != 0 ? byName : Integer.compare(start, other.start);
    }

    @Override
    public String toString() {
        return position();
    }
}
