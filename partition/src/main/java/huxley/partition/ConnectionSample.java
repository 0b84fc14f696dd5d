package huxley.partition;

import huxley.synapse.Circuit;
import huxley.synapse.Population;
import huxley.synapse.Projection;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What connections look like, told from those onto a few cells of each population: how many there are, how many synapses
 * they need, and how well their values can be packed.
 */
final class ConnectionSample {
    /** Members of a population that are asked. */
    private static final int MEMBERS = 16;
    /** Connections enough to know the kinds of values. */
    private static final int ENOUGH = 1 << 18;

    /** [projection] connections in all. */
    final double[] connections;
    /** [projection] synapses in all; where several projections are merged, the first ones make them. */
    final double[] synapses;

    /** [projection] whether its connections take memory. */
    final boolean[] stored;

    private final Circuit circuit;
    private final MemoryNeed need;
    private final Values delays = new Values();
    private final List<Values> weights = new ArrayList<>();

    ConnectionSample(Circuit circuit, MemoryNeed need) {
        this.circuit = circuit;
        this.need = need;
        int projections = circuit.projections().size();
        connections = new double[projections];
        synapses = new double[projections];
        stored = new boolean[projections];
        for (int w = 0; w < need.changing().length; w++) {
            weights.add(new Values());
        }
        Map<Population, List<Integer>> onto = new HashMap<>();
        for (int p = 0; p < projections; p++) {
            Projection projection = circuit.projections().get(p);
            connections[p] = projection.incoming().expected(projection.target());
            stored[p] = projection.outgoing() == null;
            onto.computeIfAbsent(projection.target(), t -> new ArrayList<>()).add(p);
        }
        onto.forEach(this::ask);
    }

    private void ask(Population target, List<Integer> projections) {
        double expected = projections.stream().filter(p -> stored[p]).mapToDouble(p -> connections[p]).sum();
        int members = (int) Math.clamp(ENOUGH / Math.max(1, expected / target.count()), 1,
                Math.min(MEMBERS, target.count()));
        long[] found = new long[connections.length];
        long[] made = new long[connections.length];
        for (int i = 0; i < members; i++) {
            ask(target.first() + (int) ((long) i * target.count() / members), projections, found, made);
        }
        for (int p : projections) {
            synapses[p] = !stored[p]
                    ? (double) made[p] * target.count() / members
                    : need.synapse()[p] < 0 || found[p] == 0 ? 0 : connections[p] * made[p] / found[p];
            if (circuit.projections().get(p).feedback() != null) {
                connections[p] *= 2;
            }
        }
    }

    private void ask(int gid, List<Integer> projections, long[] found, long[] made) {
        Map<Integer, BitSet> occupied = new HashMap<>();
        for (int p : projections) {
            Projection projection = circuit.projections().get(p);
            BitSet here = need.merged()[p]
                    ? occupied.computeIfAbsent(need.synapse()[p], s -> new BitSet())
                    : new BitSet();
            if (projection.outgoing() != null) {
                for (int compartment : projection.outgoing().compartments(gid)) {
                    made[p] += here.get(compartment) ? 0 : 1;
                    here.set(compartment);
                }
                continue;
            }
            projection.incoming().onto(gid, (source, compartment, delay_ms, values) -> {
                found[p]++;
                if (!need.merged()[p] || !here.get(compartment)) {
                    made[p]++;
                }
                if (compartment >= 0) {
                    here.set(compartment);
                }
                delays.add(delay_ms);
                for (int w = 0; w < weights.size(); w++) {
                    weights.get(w).add(w < projection.weightCount() ? values[w] : 0);
                }
            });
        }
    }

    /** Of a connection: its target, delay and weights. */
    double connection_bytes() {
        double bytes = Integer.BYTES + delays.bytes();
        for (int w = 0; w < weights.size(); w++) {
            bytes += need.changing()[w] ? Double.BYTES : weights.get(w).bytes();
        }
        return bytes;
    }

    /** Numbers that are kept in as few bytes as they can. */
    private static final class Values {
        private static final int MANY = 1 << Short.SIZE;
        private final Set<Double> distinct = new HashSet<>();
        private long count;
        private boolean single = true;

        void add(double value) {
            count++;
            single &= (float) value == value;
            if (distinct.size() < MANY) {
                distinct.add(value);
            }
        }

        int bytes() {
            if (distinct.size() <= 1) {
                return 0;
            }
            if (distinct.size() <= 1 << Byte.SIZE) {
                return Byte.BYTES;
            }
            boolean few = distinct.size() < MANY && distinct.size() <= count / 2;
            return few ? Short.BYTES : single ? Float.BYTES : Double.BYTES;
        }
    }
}
