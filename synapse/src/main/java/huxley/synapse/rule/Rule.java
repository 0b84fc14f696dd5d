package huxley.synapse.rule;

import java.util.List;
import java.util.function.IntFunction;

/**
 * Says which cells of a population send to which of another. Indices count from 0 within their population. An
 * <i>autapse</i> connects a cell with itself, <i>multapses</i> are several connections between the same two cells; neither
 * is made unless asked for.
 */
public sealed interface Rule {
    /** Whether the targets of one source can be told without drawing the pairs of all others. */
    default boolean tellsTargets() {
        return switch (this) {
        case OneToOne _,AllToAll _,OutDegree _,Pairwise _ -> true;
        case Probability _,InDegree _,Touch _,Listed _ -> false;
        case Union union -> union.rules().stream().allMatch(Rule::tellsTargets);
        case Filter filter -> filter.rule().tellsTargets();
        };
    }

    /** Target i hears source i - {@code shift}, modulo the number of sources; so a shift of 1 makes a ring. */
    record OneToOne(int shift) implements Rule {
    }

    /** Every source to every target. */
    record AllToAll(boolean autapses) implements Rule {
    }

    /** Every pair with the same probability, independently. */
    record Probability(double probability, boolean autapses) implements Rule {
        public Probability {
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException("probability " + probability);
            }
        }
    }

    /** Every target hears so many sources, chosen uniformly; {@code count} is rounded. */
    record InDegree(Value count, boolean autapses, boolean multapses) implements Rule {
    }

    /** Every source is heard by so many targets, chosen uniformly; {@code count} is rounded, and may depend on the source alone. */
    record OutDegree(Value count, boolean autapses, boolean multapses) implements Rule {
    }

    /**
     * Every pair with a probability of its own, independently; it may depend on the distance of the somata.
     *
     * @param reach_um pairs further apart are not asked; infinity asks all
     */
    record Pairwise(Value probability, double reach_um, boolean autapses) implements Rule {
    }

    /**
     * Wherever a branch of a source comes near a branch of a target, with a probability, one connection for each
     * compartment of the target.
     *
     * @param distance_um largest distance between the surfaces of the branches
     * @param sourceBranches those that may be touched, by index of the source; likewise those of the targets
     */
    record Touch(double distance_um, double probability, IntFunction<Branches> sourceBranches,
            IntFunction<Branches> targetBranches, boolean autapses) implements Rule {
    }

    /**
     * Exactly these, in this order.
     *
     * @param source [row]
     * @param target [row]
     * @param compartment [row] of the target, -1 where {@link Sites} decide; empty if they always do
     */
    record Listed(int[] source, int[] target, int[] compartment) implements Rule {
        public Listed {
            if (source.length != target.length || compartment.length != 0 && compartment.length != source.length) {
                throw new IllegalArgumentException("columns of unlike length");
            }
        }
    }

    /** What any of these rules makes; a pair that several of them make counts once, as the first makes it. */
    record Union(List<Rule> rules) implements Rule {
        public Union {
            rules = List.copyOf(rules);
        }
    }

    /** What a rule makes, each kept with a probability (0 or 1 for a condition). */
    record Filter(Rule rule, Value keep) implements Rule {
    }
}
