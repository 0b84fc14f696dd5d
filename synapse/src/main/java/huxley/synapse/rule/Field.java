package huxley.synapse.rule;

import huxley.synapse.Population;
import huxley.synapse.Population.Placement;
import org.jspecify.annotations.Nullable;

/**
 * The two populations a rule works on, and the seed and name that keep its draws apart.
 *
 * @param name of the projection
 */
public record Field(Population source, Population target, long seed, String name) {
    /** Whether cells could connect to themselves. */
    boolean recurrent() {
        return source.first() == target.first() && source.count() == target.count();
    }

    /** Where the senders stand. */
    public Placement sources() {
        return placed(source, source.placement());
    }

    /** Where the receivers stand. */
    public Placement targets() {
        return placed(target, target.placement());
    }

    private static Placement placed(Population population, @Nullable Placement placement) {
        if (placement == null) {
            throw new IllegalStateException("population '" + population.name() + "' has no positions");
        }
        return placement;
    }
}
