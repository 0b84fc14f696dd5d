package huxley.solver.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.cell.Cell;
import huxley.neuron.cell.Cell.Placed;
import huxley.neuron.cell.Compartments;
import huxley.neuron.mechanism.Mechanism;
import huxley.solver.scalar.ScalarBackend;
import huxley.synapse.Circuit.ArtificialCell;
import huxley.synapse.Circuit.SpikeDetector;
import huxley.synapse.Population;
import huxley.synapse.Projection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What random streams depend on. */
class StreamIdentityTest {
    private static final String NOISY_SYNAPSE = """
            NEURON {
                POINT_PROCESS Noisy
                RANDOM draw
                NONSPECIFIC_CURRENT i
            }
            PARAMETER { tau = 1 (ms) }
            ASSIGNED { v (mV) i (nA) }
            STATE { g (uS) }
            INITIAL { g = 0 }
            BREAKPOINT {
                SOLVE decay METHOD cnexp
                i = g*v
            }
            DERIVATIVE decay { g' = -g/tau }
            NET_RECEIVE(w (uS)) { g = g + w*random_uniform(draw) }
            """;
    private static final int EACH = 6;
    private static final Mechanism NOISY = Circuits.compiled(NOISY_SYNAPSE);

    /** Two populations of cells, two of generators and two projections, in either order. */
    private static TreeSet<String> spikes(boolean turned) {
        Circuits circuit = new Circuits();
        Compartments tree = Circuits.randomTree(3, 4);
        for (int i = 0; i < 2 * EACH; i++) {
            Cell cell = Circuits.cell(tree, -65, List.of(Circuits.everywhere(tree, "hh", Map.of())),
                    List.of(new Placed("own", NOISY, 1, Map.of())));
            circuit.add(cell);
            circuit.detectors.add(new SpikeDetector(i, 0, -20));
            circuit.artificial.add(new ArtificialCell("noise", Circuits.builtIn("NetStim"),
                    Map.of("interval", 2.0, "number", 1e9, "noise", 1.0, "start", 0.0), new double[0]));
        }
        String[] names = turned ? new String[] {"b", "a", "y", "x"} : new String[] {"a", "b", "x", "y"};
        for (int p = 0; p < names.length; p++) {
            circuit.populations.add(new Population(names[p], p * EACH, EACH, null));
        }
        for (int p : turned ? new int[] {1, 0} : new int[] {0, 1}) {
            Population from = circuit.populations.stream().filter(q -> q.name().equals(p == 0 ? "x" : "y")).findAny()
                    .orElseThrow();
            for (Population to : circuit.populations.subList(0, 2)) {
                circuit.projections.add(new Projection("onto " + to.name() + p, from, to, NOISY, Map.of(), List.of(),
                        1, false, null, (target, sink) -> {
                            if (to.contains(target)) {
                                sink.connection(from.first() + target - to.first(), 2, 1, new double[] {0.02});
                            }
                        }));
            }
        }
        for (Population to : circuit.populations.subList(0, 2)) {
            for (int i = 0; i < EACH; i++) {
                int from = circuit.populations.stream().filter(q -> q.name().equals("x")).findAny().orElseThrow()
                        .first();
                circuit.connect(from + i, to.first() + i, 0, 1.5, 0.02);
            }
        }
        circuit.run(Circuits.experiment(60, 0.025),
                new Engine(new ScalarBackend(), 1, Circuits.together(circuit)));
        TreeSet<String> byName = new TreeSet<>();
        for (String spike : circuit.spikes) {
            String[] words = spike.split("[^0-9.]+", 2);
            int gid = Integer.parseInt(words[0]);
            Population of = circuit.populations.get(gid / EACH);
            byName.add(of.name() + (gid - of.first()) + " " + words[1]);
        }
        return byName;
    }

    @Test
    void orderOfPopulationsAndProjectionsPermutesGidsAndNothingElse() {
        TreeSet<String> one = spikes(false);
        assertTrue(one.stream().filter(s -> s.startsWith("a") || s.startsWith("b")).count() > 20, one.toString());
        assertEquals(one, spikes(true));
    }

    @Test
    void streamsOfAllMembersDiffer() {
        StreamIdentity streams = new StreamIdentity(List.of(new Population("a", 10, 300, null),
                new Population("empty", 310, 0, null), new Population("b", 310, 300, null)));
        Set<Long> all = new HashSet<>();
        for (int gid = 0; gid < 620; gid++) {
            for (int which = 0; which < 50; which++) {
                assertTrue(all.add(streams.of(gid, which)));
            }
        }
        assertEquals(3 | 7L << 32, streams.of(3, 7));
        assertNotEquals(610L, streams.of(609, 0));
        assertEquals(610L, streams.of(610, 0));
    }
}
