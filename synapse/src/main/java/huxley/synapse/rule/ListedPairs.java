package huxley.synapse.rule;

/** Pairs of a list, sorted by target once: rows of a target keep the order of the list. */
final class ListedPairs implements Pairs {
    private final Rule.Listed rule;
    /** [target + 1] where its rows begin in {@code rows}. */
    private final int[] first;
    private final int[] rows;

    ListedPairs(Rule.Listed rule, Field field) {
        this.rule = rule;
        first = new int[field.target().count() + 1];
        for (int target : rule.target()) {
            first[target + 1]++;
        }
        for (int target = 0; target < first.length - 1; target++) {
            first[target + 1] += first[target];
        }
        rows = new int[rule.target().length];
        int[] next = first.clone();
        for (int row = 0; row < rows.length; row++) {
            rows[next[rule.target()[row]]++] = row;
        }
    }

    @Override
    public void onto(int target, Sink sink) {
        boolean placed = rule.compartment().length > 0;
        for (int i = first[target]; i < first[target + 1]; i++) {
            int row = rows[i];
            sink.pair(rule.source()[row], placed ? rule.compartment()[row] : -1, row);
        }
    }

    @Override
    public double estimate(int targets) {
        return rows.length;
    }

    @Override
    public double expectedBytes() {
        return Integer.BYTES * (3.0 * rows.length + rule.compartment().length + first.length);
    }

    @Override
    public long countOnto(int target) {
        return first[target + 1] - first[target];
    }
}
