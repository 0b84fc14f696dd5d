package huxley.synapse.rule;

import huxley.neuron.random.RandomKey;
import huxley.neuron.random.RandomStream;
import java.util.function.IntConsumer;

/** Rules that treat all pairs alike and look at one target at a time. Sources come in ascending order. */
final class UniformPairs {
    private UniformPairs() {
    }

    /** The sources a target may hear: all, or all but itself. */
    private record Candidates(int count, int left) {
        static Candidates of(Field field, boolean autapses, int target) {
            boolean spared = field.recurrent() && !autapses;
            int count = field.source().count();
            return new Candidates(spared ? count - 1 : count, spared ? target : count);
        }

        int source(int candidate) {
            return candidate < left ? candidate : candidate + 1;
        }
    }

    record OneToOne(Rule.OneToOne rule, Field field) implements Pairs {
        @Override
        public void onto(int target, Sink sink) {
            int sources = field.source().count();
            if (rule.shift() != 0 || target < sources) {
                sink.pair(Math.floorMod(target - rule.shift(), sources), -1, -1);
            }
        }

        @Override
        public void from(int source, IntConsumer targets) {
            int sources = field.source().count();
            int first = rule.shift() == 0 ? source : Math.floorMod(source + rule.shift(), sources);
            for (int target = first; target < field.target().count(); target += sources) {
                targets.accept(target);
                if (rule.shift() == 0) {
                    return;
                }
            }
        }
    }

    record AllToAll(Rule.AllToAll rule, Field field) implements Pairs {
        @Override
        public void from(int source, IntConsumer targets) {
            boolean spared = field.recurrent() && !rule.autapses();
            for (int target = 0; target < field.target().count(); target++) {
                if (!(spared && target == source)) {
                    targets.accept(target);
                }
            }
        }

        @Override
        public void onto(int target, Sink sink) {
            Candidates candidates = Candidates.of(field, rule.autapses(), target);
            for (int i = 0; i < candidates.count(); i++) {
                sink.pair(candidates.source(i), -1, -1);
            }
        }

        @Override
        public long countOnto(int target) {
            return Candidates.of(field, rule.autapses(), target).count();
        }
    }

    /** Every pair with one probability. */
    static final class Independent implements Pairs {
        private final Rule.Probability rule;
        private final Field field;
        private final RandomKey key;
        private final double logOfFailure;

        Independent(Rule.Probability rule, Field field, String purpose) {
            this.rule = rule;
            this.field = field;
            this.key = RandomKey.of(field.seed(), field.name(), purpose);
            this.logOfFailure = Skips.logOfFailure(rule.probability());
        }

        @Override
        public void onto(int target, Sink sink) {
            if (rule.probability() == 0) {
                return;
            }
            Candidates candidates = Candidates.of(field, rule.autapses(), target);
            RandomStream stream = key.stream().at(target, 0);
            int n = candidates.count();
            for (int i = Skips.next(0, n, logOfFailure, stream); i < n; i = Skips.next(i + 1, n, logOfFailure,
                    stream)) {
                sink.pair(candidates.source(i), -1, -1);
            }
        }
    }

    /** A number of sources for each target. */
    static final class InDegree implements Pairs {
        private final Rule.InDegree rule;
        private final Field field;
        private final RandomKey chosen;
        private final RandomKey counted;

        InDegree(Rule.InDegree rule, Field field, String purpose) {
            this.rule = rule;
            this.field = field;
            this.chosen = RandomKey.of(field.seed(), field.name(), purpose);
            this.counted = RandomKey.of(field.seed(), field.name(), purpose + ".count");
        }

        @Override
        public void onto(int target, Sink sink) {
            Candidates candidates = Candidates.of(field, rule.autapses(), target);
            int count = count(target, candidates);
            RandomStream stream = chosen.stream().at(target, 0);
            int[] drawn = rule.multapses()
                    ? Subset.repeated(count, candidates.count(), stream)
                    : Subset.distinct(count, candidates.count(), stream);
            for (int candidate : drawn) {
                sink.pair(candidates.source(candidate), -1, -1);
            }
        }

        @Override
        public long countOnto(int target) {
            return count(target, Candidates.of(field, rule.autapses(), target));
        }

        private int count(int target, Candidates candidates) {
            Contact contact = new Contact(field).between(0, target, -1);
            double wanted = Math.rint(rule.count().of(contact, counted.stream().at(target, 0)));
            double most = rule.multapses() && candidates.count() > 0 ? Integer.MAX_VALUE : candidates.count();
            return (int) Math.clamp(wanted, 0, most);
        }
    }
}
