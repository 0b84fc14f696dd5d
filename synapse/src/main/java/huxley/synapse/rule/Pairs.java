package huxley.synapse.rule;

import java.util.function.IntConsumer;

/** A rule at work on two populations. Safe for use by several threads. */
interface Pairs {
    /** Cells asked for an estimate. */
    int SAMPLE = 32;

    /** Hands over the pairs of a target (its index), in the order that the rule defines. */
    void onto(int target, Sink sink);

    /** Hands over the targets of a source (its index), each as often as it is connected, one after the other. */
    default void from(int source, IntConsumer targets) {
        throw new UnsupportedOperationException("a rule that tells no targets");
    }

    default long countOnto(int target) {
        long[] count = new long[1];
        onto(target, (source, compartment, row) -> count[0]++);
        return count[0];
    }

    /** Roughly how many there are onto all targets, told from a few of them. */
    default double estimate(int targets) {
        int asked = Math.min(SAMPLE, targets);
        double sum = 0;
        for (int i = 0; i < asked; i++) {
            sum += countOnto((int) ((long) i * targets / asked));
        }
        return asked == 0 ? 0 : sum / asked * targets;
    }

    /** Memory that it takes once it is at work, roughly. */
    default double expectedBytes() {
        return 0;
    }

    /** Takes pairs. */
    @FunctionalInterface
    interface Sink {
        /**
         * @param source index
         * @param compartment -1 if the rule does not say
         * @param row of a list, -1 if there is none
         */
        void pair(int source, int compartment, int row);
    }

    /** @param purpose keeps the draws of this rule apart from those of others of the same projection */
    static Pairs of(Rule rule, Field field, String purpose) {
        return switch (rule) {
        case Rule.OneToOne one -> new UniformPairs.OneToOne(one, field);
        case Rule.AllToAll all -> new UniformPairs.AllToAll(all, field);
        case Rule.Probability probability -> new UniformPairs.Independent(probability, field, purpose);
        case Rule.InDegree in -> new UniformPairs.InDegree(in, field, purpose);
        case Rule.OutDegree out -> new OutDegreePairs(out, field, purpose);
        case Rule.Pairwise pairwise -> new PairwisePairs(pairwise, field, purpose);
        case Rule.Touch touch -> new TouchPairs(touch, field, purpose);
        case Rule.Listed listed -> new ListedPairs(listed, field);
        case Rule.Union union -> new CombinedPairs.Union(union, field, purpose);
        case Rule.Filter filter -> new CombinedPairs.Filter(filter, field, purpose);
        };
    }
}
