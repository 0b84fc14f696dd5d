package huxley.solver.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import huxley.neuron.cell.Cell.Placed;
import huxley.neuron.cell.Compartments;
import huxley.solver.simd.SimdBackend;
import huxley.synapse.Circuit.ArtificialCell;
import huxley.synapse.Circuit.Quantity;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weights of plastic synapses against sums over all pairs and triplets of spikes of the rules' definitions. */
class PlasticityTest {
    private static final double DURATION_ms = 400;
    private static final double DT_ms = 0.1;

    private static double[] train(long seed) {
        return new SplittableRandom(seed).doubles(25, 1, DURATION_ms - 5).sorted().toArray();
    }

    /** One synapse with a connection for each train, and the postsynaptic spikes; traces of the variables. */
    private static double[][] run(String mechanism, Map<String, Double> parameters, double weight, double[] post_ms,
            List<double[]> trains_ms, String... variables) {
        Circuits circuit = new Circuits();
        Compartments large = Circuits.cable(1, 1e5, 1e5, 100);
        circuit.add(Circuits.cell(large, -65, List.of(),
                List.of(new Placed("s", Circuits.builtIn(mechanism), 0, parameters))));
        Stream.concat(trains_ms.stream(), Stream.of(post_ms)).forEach(train -> circuit.artificial
                .add(new ArtificialCell("train" + circuit.artificial.size(), Circuits.builtIn("VecStim"), Map.of(),
                        train)));
        for (int k = 0; k < trains_ms.size(); k++) {
            circuit.connect(1 + k, 0, 0, 0, weight);
        }
        circuit.connect(1 + trains_ms.size(), 0, 0, 0, -1);
        for (String variable : variables) {
            circuit.probe(new Quantity.Point(0, 0, variable, 0), DT_ms);
        }
        circuit.run(Circuits.experiment(DURATION_ms, DT_ms),
                new Engine(new SimdBackend(), 1, Circuits.together(circuit)));
        return Stream.iterate(0, p -> p + 1).limit(variables.length).map(circuit::trace).toArray(double[][]::new);
    }

    private static double last(double[] trace) {
        return trace[trace.length - 1];
    }

    /** What spikes before a time leave behind: all of them, or the last. */
    private static double trace(double[] spikes_ms, double t_ms, double tau_ms, boolean nearest) {
        double[] earlier = Arrays.stream(spikes_ms).filter(s -> s < t_ms).toArray();
        return Arrays.stream(earlier).skip(nearest ? Math.max(0, earlier.length - 1) : 0)
                .map(s -> Math.exp((s - t_ms) / tau_ms)).sum();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0, 0.01", "1, 0, 0, 0.01", "0, 1, 1, 0.2", "1, 1, 1, 0.2", "0, 0.5, 0.2, 0.2", "0, 0, 0, 0.5"})
    void pairRuleSumsOverPairsOfSpikes(double nearest, double muPlus, double muMinus, double amplitude) {
        double wmax = 2e-3;
        Map<String, Double> parameters = Map.of("nearest", nearest, "muplus", muPlus, "muminus", muMinus, "aplus",
                amplitude, "aminus", 1.1 * amplitude, "tauplus", 15.0, "tauminus", 30.0, "wmax", wmax);
        double[] pre_ms = train(1);
        double[] post_ms = train(2);
        double w = 1e-3;
        for (double t_ms : DoubleStream.concat(Arrays.stream(pre_ms), Arrays.stream(post_ms)).sorted().toArray()) {
            w += Arrays.binarySearch(pre_ms, t_ms) >= 0
                    ? -wmax * 1.1 * amplitude * Math.pow(w / wmax, muMinus) * trace(post_ms, t_ms, 30, nearest == 1)
                    : wmax * amplitude * Math.pow(1 - w / wmax, muPlus) * trace(pre_ms, t_ms, 15, nearest == 1);
            w = Math.clamp(w, 0, wmax);
        }
        double got = last(run("STDP", parameters, 1e-3, post_ms, List.of(pre_ms), "strength")[0]);
        assertEquals(w, got, 1e-12);
        assertNotEquals(1e-3, got, 1e-6);
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void tripletRuleSumsOverTripletsOfSpikes(double nearest) {
        double wmax = 2e-3;
        double[] pre_ms = train(3);
        double[] post_ms = train(4);
        boolean last = nearest == 1;
        double w = 1e-3;
        for (double t_ms : pre_ms) {
            w -= wmax * trace(post_ms, t_ms, 33.7, last) * (7e-3 + 2.3e-4 * trace(pre_ms, t_ms, 101, last));
        }
        for (double t_ms : post_ms) {
            w += wmax * trace(pre_ms, t_ms, 16.8, last) * (5e-10 + 6.2e-3 * trace(post_ms, t_ms, 125, last));
        }
        double got = last(run("TripletSTDP", Map.of("wmax", wmax, "nearest", nearest), 1e-3, post_ms,
                List.of(pre_ms), "strength")[0]);
        assertEquals(w, got, 1e-12);
        assertNotEquals(1e-3, got, 1e-6);
    }

    @ParameterizedTest
    @CsvSource({"STDP", "TripletSTDP"})
    void connectionsOntoOneSynapseLearnOnTheirOwn(String mechanism) {
        double[] post_ms = train(7);
        Map<String, Double> parameters = new HashMap<>(Map.of("wmax", 2e-3, "tau", 8.0));
        double[] together = run(mechanism, parameters, 1e-3, post_ms, List.of(train(5), train(6)), "g")[0];
        double[] first = run(mechanism, parameters, 1e-3, post_ms, List.of(train(5)), "g")[0];
        double[] second = run(mechanism, parameters, 1e-3, post_ms, List.of(train(6)), "g")[0];
        for (int step = 0; step < together.length; step++) {
            assertEquals(first[step] + second[step], together[step], 1e-14);
        }
    }

    @Test
    void firstSpikeOfAPairDecidesTheSign() {
        for (double lag_ms : new double[] {-30, -10, -1, 1, 10, 30}) {
            double[] strength = run("STDP", Map.of("aplus", 0.1, "aminus", 0.08), 5e-4, new double[] {100 + lag_ms},
                    List.of(new double[] {100}), "strength")[0];
            double change = lag_ms > 0 ? 0.1 * Math.exp(-lag_ms / 20) : -0.08 * Math.exp(lag_ms / 20);
            assertEquals(5e-4 + 1e-3 * change, last(strength), 1e-15);
        }
    }
}
