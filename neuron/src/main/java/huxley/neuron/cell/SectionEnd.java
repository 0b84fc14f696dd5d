package huxley.neuron.cell;

/** One of the two ends of a section: {@code at} is 0 (where it attaches to its parent) or 1. */
public record SectionEnd(int section, int at) {
    public SectionEnd {
        if (at != 0 && at != 1) {
            throw new IllegalArgumentException("a section ends at 0 and 1, not at " + at);
        }
    }
}
