package huxley.synapse.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.random.RandomKey;
import huxley.neuron.random.RandomStream;
import huxley.synapse.Population;
import huxley.synapse.Population.Placement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What rules make, against the distributions they stand for. Seeds are fixed: limits are six standard deviations. */
class RuleTest {
    private static final double SIX = 6;
    private static final int SOURCES = 60;
    private static final int TARGETS = 40;

    private record Link(int source, int target, int compartment, double delay_ms, List<Double> values) {
    }

    private static Population population(String name, int first, int count) {
        Random random = new Random(name.hashCode());
        double[][] p = new double[3][count];
        for (double[] axis : p) {
            Arrays.setAll(axis, i -> 300 * random.nextDouble());
        }
        return new Population(name, first, count, new Placement(p[0], p[1], p[2], new double[0]));
    }

    private static Field apart(long seed) {
        return new Field(population("a", 0, SOURCES), population("b", SOURCES, TARGETS), seed, "a to b");
    }

    private static Field recurrent(long seed) {
        Population population = population("a", 5, SOURCES);
        return new Field(population, population, seed, "a to a");
    }

    private static RuledIncoming incoming(Field field, Rule rule) {
        Sites sites = Sites.shared(new int[] {2, 3, 7}, new double[] {1, 2, 1},
                IntStream.range(0, 8).asDoubleStream().toArray());
        return new RuledIncoming(field, rule, target -> sites, 1,
                new Value.Uniform(new Value.Constant(1), new Value.Constant(3)),
                List.of(new Value.Normal(new Value.Constant(2), new Value.Constant(0.5), 0, 10),
                        new Value.Computed(Contact::pathDistance_um)));
    }

    private static List<Link> links(Field field, Rule rule) {
        return links(field, incoming(field, rule), IntStream.range(0, field.target().count()).boxed().toList());
    }

    private static List<Link> links(Field field, RuledIncoming incoming, List<Integer> order) {
        List<List<Link>> byTarget = new ArrayList<>(Collections.nCopies(field.target().count(), List.of()));
        for (int target : order) {
            List<Link> onto = new ArrayList<>();
            incoming.onto(field.target().first() + target, (source, compartment, delay_ms, values) -> onto
                    .add(new Link(source - field.source().first(), target, compartment, delay_ms,
                            Arrays.stream(values).boxed().toList())));
            assertEquals(onto.size(), incoming.countOnto(field.target().first() + target));
            byTarget.set(target, onto);
        }
        return byTarget.stream().flatMap(List::stream).toList();
    }

    private static List<Rule> rules() {
        Value probability = new Value.Computed(c -> Math.exp(-c.distance_um() / 100));
        Rule listed = new Rule.Listed(new int[] {3, 1, 3, 3}, new int[] {7, 2, 7, 0}, new int[] {3, -1, -1, 2});
        return List.of(new Rule.OneToOne(0), new Rule.OneToOne(1), new Rule.AllToAll(false),
                new Rule.Probability(0.2, false), new Rule.Probability(1, true), new Rule.Probability(0, true),
                new Rule.InDegree(new Value.Constant(7), false, false),
                new Rule.InDegree(new Value.Poisson(new Value.Constant(30)), true, true),
                new Rule.InDegree(new Value.Constant(50), false, false),
                new Rule.OutDegree(new Value.Constant(5), false, false),
                new Rule.OutDegree(new Value.Constant(35), false, true),
                new Rule.Pairwise(probability, Double.POSITIVE_INFINITY, false),
                new Rule.Pairwise(probability, 120, true),
                listed, new Rule.Union(List.of(listed, new Rule.Probability(0.1, false), new Rule.OneToOne(1))),
                new Rule.Filter(new Rule.AllToAll(false), new Value.Computed(c -> c.distance_um() < 100 ? 0.5 : 0)));
    }

    @TestFactory
    List<DynamicTest> answersDoNotDependOnTheOrderOfAsking() {
        return onBothFields((field, rule) -> {
            List<Integer> order = new ArrayList<>(IntStream.range(0, field.target().count()).boxed().toList());
            List<Link> expected = links(field, rule);
            RuledIncoming incoming = incoming(field, rule);
            for (int seed = 0; seed < 3; seed++) {
                Collections.shuffle(order, new Random(seed));
                assertEquals(expected, links(field, incoming, order));
            }
        });
    }

    @TestFactory
    List<DynamicTest> threadsGetTheSameAnswers() {
        return onBothFields((field, rule) -> {
            RuledIncoming incoming = incoming(field, rule);
            List<Link> expected = links(field, rule);
            List<Link> found = IntStream.range(0, field.target().count()).parallel()
                    .mapToObj(target -> links(field, incoming, List.of(target))).flatMap(List::stream).toList();
            assertEquals(expected, found);
        });
    }

    @TestFactory
    List<DynamicTest> estimatesAreNoLessThanHalfAndNoMoreThanTenTimesTheCount() {
        return onBothFields((field, rule) -> {
            int count = links(field, rule).size();
            double estimate = incoming(field, rule).expected(field.target());
            assertTrue(estimate >= 0.5 * count - 5 && estimate <= 10 * count + 5, count + " estimated " + estimate);
        });
    }

    @TestFactory
    List<DynamicTest> movingPopulationsToOtherGidsChangesNothingElse() {
        return onBothFields((field, rule) -> {
            Population source = moved(field.source(), field.recurrent() ? 1000 : 4000);
            Field elsewhere = new Field(source, field.recurrent() ? source : moved(field.target(), 1000), field.seed(),
                    field.name());
            assertEquals(links(field, rule), links(elsewhere, rule));
        });
    }

    private static Population moved(Population population, int first) {
        return new Population(population.name(), first, population.count(), population.placement());
    }

    @TestFactory
    List<DynamicTest> seedAndNameDecide() {
        return onBothFields((field, rule) -> {
            List<Link> links = links(field, rule);
            if (!links.isEmpty()) {
                assertFalse(links.equals(links(new Field(field.source(), field.target(), 99, field.name()), rule)));
                assertFalse(links.equals(links(new Field(field.source(), field.target(), 1, "other"), rule)));
            }
        });
    }

    @TestFactory
    List<DynamicTest> selfAndRepeatedPairsOnlyWhenAskedFor() {
        List<Rule> plain = rules().stream().filter(rule -> switch (rule) {
        case Rule.InDegree in -> !in.multapses();
        case Rule.OutDegree out -> !out.multapses();
        case Rule.Probability p -> !p.autapses();
        case Rule.Pairwise p -> !p.autapses();
        case Rule.AllToAll _,Rule.Filter _,Rule.Touch _ -> true;
        case Rule.OneToOne one -> one.shift() > 0;
        case Rule.Listed _,Rule.Union _ -> false;
        }).toList();
        return plain.stream().map(rule -> DynamicTest.dynamicTest(rule.toString(), () -> {
            List<Link> links = links(recurrent(1), rule);
            assertTrue(links.stream().noneMatch(l -> l.source() == l.target()));
            assertEquals(links.size(), links.stream().map(l -> l.source() * 1000 + l.target()).distinct().count());
        })).toList();
    }

    private interface Check {
        void run(Field field, Rule rule);
    }

    private static List<DynamicTest> onBothFields(Check check) {
        List<DynamicTest> tests = new ArrayList<>();
        for (Rule rule : rules()) {
            tests.add(DynamicTest.dynamicTest("apart " + rule, () -> check.run(apart(1), rule)));
            tests.add(DynamicTest.dynamicTest("recurrent " + rule, () -> check.run(recurrent(1), rule)));
        }
        return tests;
    }

    /** How often each pair was made in many networks, against its probability: chi squared over all pairs, and its mean. */
    private static void assertPairsAreMadeWith(double probability, Rule rule, boolean within) {
        int networks = 200;
        int targets = within ? SOURCES : TARGETS;
        int[] made = new int[SOURCES * targets];
        for (int seed = 0; seed < networks; seed++) {
            for (Link link : links(within ? recurrent(seed) : apart(seed), rule)) {
                made[link.target() * SOURCES + link.source()]++;
            }
        }
        double chi2 = 0;
        int pairs = 0;
        for (int i = 0; i < made.length; i++) {
            if (!within || i / SOURCES != i % SOURCES) {
                double off = made[i] - networks * probability;
                chi2 += off * off / (networks * probability * (1 - probability));
                pairs++;
            }
        }
        assertEquals(pairs, chi2, SIX * Math.sqrt(2.0 * pairs) * 1.1, "chi squared of " + pairs + " pairs");
    }

    @Test
    void fixedProbabilityMakesEveryPairEquallyOften() {
        assertPairsAreMadeWith(0.2, new Rule.Probability(0.2, false), false);
        assertPairsAreMadeWith(0.2, new Rule.Probability(0.2, false), true);
        assertPairsAreMadeWith(0.2, new Rule.Filter(new Rule.AllToAll(false), new Value.Constant(0.2)), true);
    }

    @Test
    void fixedDegreesMakeEveryPairEquallyOften() {
        assertPairsAreMadeWith(6.0 / SOURCES, new Rule.InDegree(new Value.Constant(6), false, false), false);
        assertPairsAreMadeWith(45.0 / (SOURCES - 1), new Rule.InDegree(new Value.Constant(45), false, false), true);
        assertPairsAreMadeWith(6.0 / (SOURCES - 1), new Rule.OutDegree(new Value.Constant(6), false, false), true);
    }

    @Test
    void numberOfPairsOfAFixedProbabilityIsBinomial() {
        double[] counts = new double[1000];
        Arrays.setAll(counts, seed -> links(apart(seed), new Rule.Probability(0.3, false)).size());
        int trials = SOURCES * TARGETS;
        assertMoments(counts, trials * 0.3, trials * 0.3 * 0.7);
    }

    @Test
    void fixedDegreesAreExact() {
        int[] in = new int[TARGETS];
        links(apart(1), new Rule.InDegree(new Value.Constant(7), false, false)).forEach(l -> in[l.target()]++);
        assertTrue(Arrays.stream(in).allMatch(n -> n == 7));
        int[] out = new int[SOURCES];
        links(apart(1), new Rule.OutDegree(new Value.Constant(35), false, true)).forEach(l -> out[l.source()]++);
        assertTrue(Arrays.stream(out).allMatch(n -> n == 35));
    }

    /** Rows are filled by several threads; the oracle asks source by source. */
    @Test
    void sourcesOfATargetAreThoseThatChoseItInAscendingOrder() {
        Pairs pairs = Pairs.of(new Rule.OutDegree(new Value.Constant(9), false, true), apart(3), "rule");
        List<List<Integer>> expected = new ArrayList<>();
        IntStream.range(0, TARGETS).forEach(target -> expected.add(new ArrayList<>()));
        for (int s = 0; s < SOURCES; s++) {
            int source = s;
            pairs.from(source, target -> expected.get(target).add(source));
        }
        for (int target = 0; target < TARGETS; target++) {
            List<Integer> found = new ArrayList<>();
            pairs.onto(target, (source, compartment, row) -> found.add(source));
            assertEquals(expected.get(target), found);
        }
    }

    @Test
    void connectionsByDistanceFollowTheirProbability() {
        double sum = 0;
        double expected = 0;
        double variance = 0;
        Value probability = new Value.Computed(c -> Math.exp(-c.distance_um() / 100));
        for (int seed = 0; seed < 200; seed++) {
            Field field = apart(seed);
            sum += links(field, new Rule.Pairwise(probability, Double.POSITIVE_INFINITY, false)).size();
            for (int s = 0; s < SOURCES; s++) {
                for (int t = 0; t < TARGETS; t++) {
                    double p = Math.exp(-new Contact(field).between(s, t, -1).distance_um() / 100);
                    expected += p;
                    variance += p * (1 - p);
                }
            }
        }
        assertEquals(expected, sum, SIX * Math.sqrt(variance));
    }

    /** Only pairs within reach, and those as if there were no reach: the draw belongs to the pair. */
    @Test
    void reachOnlyCutsOff() {
        Value probability = new Value.Computed(c -> Math.exp(-c.distance_um() / 100));
        Field field = recurrent(3);
        List<Integer> far = pairs(links(field, new Rule.Pairwise(new Value.Computed(
                c -> c.distance_um() <= 90 ? Math.exp(-c.distance_um() / 100) : 0), Double.POSITIVE_INFINITY, false)));
        assertEquals(far, pairs(links(field, new Rule.Pairwise(probability, 90, false))));
        assertTrue(far.size() > 50);
    }

    private static List<Integer> pairs(List<Link> links) {
        return links.stream().map(l -> l.source() * 1000 + l.target()).toList();
    }

    @Test
    void unionMakesAPairOnce() {
        List<Link> links = links(apart(1), new Rule.Union(List.of(new Rule.AllToAll(false), new Rule.OneToOne(0))));
        assertEquals(SOURCES * TARGETS, links.size());
    }

    @Test
    void listIsTakenAsItStands() {
        List<Link> links = links(apart(1), rules().stream().filter(Rule.Listed.class::isInstance).findFirst().get());
        assertEquals(List.of(3000, 1002, 3007, 3007), pairs(links));
        assertEquals(List.of(2, 3), List.of(links.get(0).compartment(), links.get(2).compartment()));
    }

    @Test
    void placesFollowTheirShares() {
        List<Link> links = links(apart(1), new Rule.AllToAll(false));
        int n = links.size();
        double[] expected = {0, 0, 0.25, 0.5, 0, 0, 0, 0.25};
        double chi2 = 0;
        for (int c : new int[] {2, 3, 7}) {
            double off = links.stream().filter(l -> l.compartment() == c).count() - n * expected[c];
            chi2 += off * off / (n * expected[c]);
        }
        assertEquals(2, chi2, 2 + SIX * 2);
        assertTrue(links.stream().allMatch(l -> l.values().get(1) == l.compartment()));
    }

    @Test
    void distributionsHaveTheirMeanAndVariance() {
        Value two = new Value.Constant(2);
        Value half = new Value.Constant(0.5);
        double inf = Double.POSITIVE_INFINITY;
        assertMoments(sample(new Value.Normal(two, half, -inf, inf)), 2, 0.25);
        assertMoments(sample(new Value.LogNormal(two, half)), 2, 0.25);
        assertMoments(sample(new Value.Gamma(two, half)), 2, 0.25);
        assertMoments(sample(new Value.Gamma(half, new Value.Constant(1))), 0.5, 1);
        assertMoments(sample(new Value.Uniform(half, two)), 1.25, 1.5 * 1.5 / 12);
        assertMoments(sample(new Value.Exponential(two)), 2, 4);
        assertMoments(sample(new Value.Poisson(two)), 2, 2);
        assertMoments(sample(new Value.Binomial(10, 0.3)), 3, 2.1);
    }

    /** Moments of the cut normal distribution by quadrature. */
    @Test
    void cutNormalDistributionHasItsMeanAndVariance() {
        double inf = Double.POSITIVE_INFINITY;
        for (double[] bounds : new double[][] {{-1, 0.2}, {0.3, 1}, {1, inf}, {4, inf}, {4, 5}, {4, 4.2}, {-6.5, -6},
                {-inf, -2}, {-3, 2},
                {-0.1, inf}}) {
            double[] moments = new double[3];
            for (double z = Math.max(bounds[0], -12); z < Math.min(bounds[1], 12); z += 1e-4) {
                double w = Math.exp(-0.5 * z * z);
                moments[0] += w;
                moments[1] += w * z;
                moments[2] += w * z * z;
            }
            double mean = moments[1] / moments[0];
            double[] sample = sample(new Value.Normal(new Value.Constant(0), new Value.Constant(1), bounds[0],
                    bounds[1]));
            assertTrue(Arrays.stream(sample).allMatch(z -> z >= bounds[0] && z <= bounds[1]));
            assertMoments(sample, mean, moments[2] / moments[0] - mean * mean);
        }
    }

    @Test
    void farTailsAreDrawnInNoTime() {
        for (double[] bounds : new double[][] {{1e9, 1e9 + 1}, {1e300, 1e301}, {-1e9 - 1, -1e9}}) {
            double[] sample = sample(new Value.Normal(new Value.Constant(0), new Value.Constant(1), bounds[0],
                    bounds[1]));
            assertTrue(Arrays.stream(sample).allMatch(z -> z >= bounds[0] && z <= bounds[1]));
        }
    }

    private static double[] sample(Value value) {
        RandomStream stream = RandomKey.of(7, "sample", value.toString()).stream();
        Contact contact = new Contact(apart(1)).between(0, 0, -1);
        double[] sample = new double[20000];
        Arrays.setAll(sample, i -> value.of(contact, stream.at(i, 3)));
        return sample;
    }

    /** Six standard errors, the variance's own estimated from the fourth moment. */
    private static void assertMoments(double[] sample, double mean, double variance) {
        int n = sample.length;
        double m = Arrays.stream(sample).average().orElseThrow();
        double v = Arrays.stream(sample).map(x -> (x - m) * (x - m)).sum() / (n - 1);
        double fourth = Arrays.stream(sample).map(x -> Math.pow(x - m, 4)).average().orElseThrow();
        assertEquals(mean, m, SIX * Math.sqrt(variance / n) + 1e-4, "mean");
        assertEquals(variance, v, SIX * Math.sqrt((fourth - v * v) / n) + 1e-4, "variance");
    }

    @Test
    void uniformIndicesAreUnbiased() {
        RandomStream stream = RandomKey.of(1, "index", "test").stream();
        int[] found = new int[7];
        for (int i = 0; i < 70000; i++) {
            found[stream.nextInt(7)]++;
        }
        double chi2 = Arrays.stream(found).mapToDouble(n -> (n - 10000.0) * (n - 10000) / 10000).sum();
        assertEquals(6, chi2, SIX * Math.sqrt(12));
    }

    @Test
    void gapJunctionsJoinEachPairOnce() {
        Field field = recurrent(2);
        Sites site = Sites.at(0, new double[1]);
        var junctions = new RuledIncoming(field, new Rule.Probability(0.5, false), t -> site, 1, new Value.Constant(0),
                List.of(new Value.Constant(1e-3))).gapJunctions(s -> site);
        int pairs = SOURCES * (SOURCES - 1) / 2;
        assertEquals(pairs * 0.5, junctions.count(), SIX * Math.sqrt(pairs * 0.25));
        assertTrue(IntStream.range(0, junctions.count()).allMatch(i -> junctions.otherGid()[i] < junctions.gid()[i]));
        var ring = new RuledIncoming(field, new Rule.OneToOne(1), t -> site, 1, new Value.Constant(0),
                List.of(new Value.Constant(1e-3))).gapJunctions(s -> site);
        assertEquals(SOURCES, ring.count());
        assertArrayEquals(new int[] {5, 64}, new int[] {ring.gid()[0], ring.otherGid()[0]});
    }
}
