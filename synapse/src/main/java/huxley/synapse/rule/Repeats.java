package huxley.synapse.rule;

/**
 * Numbers the connections between the same two cells, which come one after the other; those of a list by their row. So a
 * connection is known by its two cells and this number, from whichever side they are enumerated.
 */
final class Repeats {
    private int last = -1;
    private int count;

    /** @param other the cell that changes while connections are enumerated */
    int next(int other, int row) {
        count = other == last ? count + 1 : 0;
        last = other;
        return row >= 0 ? row : count;
    }
}
