package huxley.synapse.rule;

import huxley.neuron.random.RandomKey;
import huxley.neuron.random.RandomStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntConsumer;

/** Rules made of rules. */
final class CombinedPairs {
    private CombinedPairs() {
    }

    /** Rule by rule; later rules leave out the sources that earlier ones gave. */
    static final class Union implements Pairs {
        private final List<Pairs> parts = new ArrayList<>();

        Union(Rule.Union rule, Field field, String purpose) {
            for (Rule part : rule.rules()) {
                parts.add(Pairs.of(part, field, purpose + "." + parts.size()));
            }
        }

        @Override
        public void onto(int target, Sink sink) {
            BitSet before = new BitSet();
            for (Pairs part : parts) {
                BitSet now = new BitSet();
                part.onto(target, (source, compartment, row) -> {
                    if (!before.get(source)) {
                        now.set(source);
                        sink.pair(source, compartment, row);
                    }
                });
                before.or(now);
            }
        }

        @Override
        public void from(int source, IntConsumer targets) {
            BitSet before = new BitSet();
            for (Pairs part : parts) {
                BitSet now = new BitSet();
                part.from(source, target -> {
                    if (!before.get(target)) {
                        now.set(target);
                        targets.accept(target);
                    }
                });
                before.or(now);
            }
        }

        @Override
        public double estimate(int targets) {
            return parts.stream().mapToDouble(part -> part.estimate(targets)).sum();
        }

        @Override
        public double expectedBytes() {
            return parts.stream().mapToDouble(Pairs::expectedBytes).sum();
        }
    }

    /** Drops some. */
    static final class Filter implements Pairs {
        private final Rule.Filter rule;
        private final Field field;
        private final Pairs inner;
        private final RandomKey key;

        Filter(Rule.Filter rule, Field field, String purpose) {
            this.rule = rule;
            this.field = field;
            this.inner = Pairs.of(rule.rule(), field, purpose + ".filtered");
            this.key = RandomKey.of(field.seed(), field.name(), purpose);
        }

        @Override
        public void onto(int target, Sink sink) {
            Keeper keeper = new Keeper();
            inner.onto(target, (source, compartment, row) -> {
                if (keeper.keeps(source, target, row, source)) {
                    sink.pair(source, compartment, row);
                }
            });
        }

        @Override
        public void from(int source, IntConsumer targets) {
            Keeper keeper = new Keeper();
            inner.from(source, target -> {
                if (keeper.keeps(source, target, -1, target)) {
                    targets.accept(target);
                }
            });
        }

        /** Draws what is kept; a draw belongs to the connection. */
        private final class Keeper {
            private final Contact contact = new Contact(field);
            private final RandomStream stream = key.stream();
            private final Repeats repeats = new Repeats();

            /** @param other the cell that changes */
            boolean keeps(int source, int target, int row, int other) {
                stream.at(target, source, repeats.next(other, row));
                double keep = rule.keep().of(contact.between(source, target, row), stream);
                return keep >= 1 || keep > 0 && stream.nextDouble() < keep;
            }
        }

        /** Counting what is kept would make {@link OutDegreePairs} draw everything: then all count. */
        @Override
        public double estimate(int targets) {
            return inner instanceof OutDegreePairs ? inner.estimate(targets) : Pairs.super.estimate(targets);
        }

        @Override
        public double expectedBytes() {
            return inner.expectedBytes();
        }
    }
}
