package huxley.synapse.rule;

import huxley.neuron.random.RandomKey;
import huxley.neuron.random.RandomStream;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A number of targets for each source. Asked from the side of the targets, so that all draws are made once, when the first
 * target asks: once to count, once more to fill one row a target, four bytes a connection;
 * by all cores, as no draw depends on another source's.
 */
final class OutDegreePairs implements Pairs {
    /** Of the sources, which are drawn at once; each takes four bytes a target meanwhile. */
    private static final int MOST_PARTS = 16;

    private final Rule.OutDegree rule;
    private final Field field;
    private final RandomKey chosen;
    private final RandomKey counted;
    private int @Nullable [][] sources;

    OutDegreePairs(Rule.OutDegree rule, Field field, String purpose) {
        this.rule = rule;
        this.field = field;
        this.chosen = RandomKey.of(field.seed(), field.name(), purpose);
        this.counted = RandomKey.of(field.seed(), field.name(), purpose + ".count");
    }

    @Override
    public void onto(int target, Sink sink) {
        for (int source : rows()[target]) {
            sink.pair(source, -1, -1);
        }
    }

    @Override
    public void from(int source, IntConsumer targets) {
        for (int target : targetsOf(source)) {
            targets.accept(target);
        }
    }

    @Override
    public long countOnto(int target) {
        return rows()[target].length;
    }

    @Override
    public double estimate(int targets) {
        int sources = field.source().count();
        int asked = Math.min(SAMPLE, sources);
        double sum = 0;
        for (int i = 0; i < asked; i++) {
            sum += countFrom((int) ((long) i * sources / asked));
        }
        return sum / asked * sources;
    }

    @Override
    public double expectedBytes() {
        return Integer.BYTES * estimate(field.target().count()) + 5.0 * Integer.BYTES * field.target().count();
    }

    private synchronized int[][] rows() {
        if (sources == null) {
            sources = filled();
        }
        return sources;
    }

    private int[][] filled() {
        int targets = field.target().count();
        int parts = Math.min(MOST_PARTS, 1 + ForkJoinPool.getCommonPoolParallelism());
        int[][] place = new int[parts][targets];
        inParts(parts, (part, source) -> {
            for (int target : targetsOf(source)) {
                place[part][target]++;
            }
        });
        int[][] rows = new int[targets][];
        for (int target = 0; target < targets; target++) {
            int sum = 0;
            for (int[] of : place) {
                int count = of[target];
                of[target] = sum;
                sum += count;
            }
            rows[target] = new int[sum];
        }
        inParts(parts, (part, source) -> {
            for (int target : targetsOf(source)) {
                rows[target][place[part][target]++] = source;
            }
        });
        return rows;
    }

    /** What is done for a source of a part. */
    private interface Visit {
        void of(int part, int source);
    }

    /** Visits all sources, those of a part in ascending order, as are the parts. */
    private void inParts(int parts, Visit visit) {
        long all = field.source().count();
        IntStream.range(0, parts).parallel().forEach(part -> {
            for (int source = (int) (all * part / parts); source < all * (part + 1) / parts; source++) {
                visit.of(part, source);
            }
        });
    }

    private boolean spared() {
        return field.recurrent() && !rule.autapses();
    }

    private int candidates() {
        return field.target().count() - (spared() ? 1 : 0);
    }

    private int countFrom(int source) {
        Contact contact = new Contact(field).between(source, 0, -1);
        double wanted = Math.rint(rule.count().of(contact, counted.stream().at(source, 0)));
        double most = rule.multapses() && candidates() > 0 ? Integer.MAX_VALUE : candidates();
        return (int) Math.clamp(wanted, 0, most);
    }

    /** Ascending. */
    private int[] targetsOf(int source) {
        boolean spared = spared();
        int candidates = candidates();
        int count = countFrom(source);
        RandomStream stream = chosen.stream().at(source, 0);
        int[] drawn = rule.multapses()
                ? Subset.repeated(count, candidates, stream)
                : Subset.distinct(count, candidates, stream);
        for (int i = 0; spared && i < drawn.length; i++) {
            drawn[i] += drawn[i] >= source ? 1 : 0;
        }
        return drawn;
    }
}
