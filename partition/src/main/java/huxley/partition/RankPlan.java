package huxley.partition;

import huxley.synapse.Circuit;
import huxley.synapse.Population;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What every rank of a job will hold, told before anything is built. What says which cells there are is on all of them; what
 * is made for a cell and the connections onto it is on the rank of the cell. Connections are counted from a few cells of
 * each population.
 *
 * @param leastDelay_ms between cells, as far as was seen; infinite if there are no connections
 */
public record RankPlan(List<Rank> ranks, double leastDelay_ms) {
    /** Delays that are looked at in a projection, about. */
    private static final double DELAYS = 1 << 18;

    /**
     * One rank.
     *
     * @param cost what it has to do, in instances of mechanisms and compartments
     * @param bytes of memory when it is built
     */
    public record Rank(int cells, int artificialCells, long compartments, double synapses, double connections,
            long cost,
            double bytes) {
    }

    /** @param whole the memory that one rank would need for everything */
    public static RankPlan of(Circuit circuit, Assignment assignment, int ranks, MemoryNeed need, MemoryPlan whole) {
        ConnectionSample sample = new ConnectionSample(circuit, need);
        List<Rank> all = new ArrayList<>();
        double connections = Arrays.stream(sample.connections).sum() + circuit.connections().size();
        long compartments = circuit.cells().stream().mapToLong(c -> c.cell().compartments().size()).sum();
        double synapses = Arrays.stream(sample.synapses).sum();
        long[] byHand = new long[ranks];
        int[] rankOf = new int[circuit.cells().size() + circuit.artificialCells().size()];
        for (int rank = 0; rank < ranks; rank++) {
            for (int gid : assignment.gids(rank)) {
                rankOf[gid] = rank;
            }
        }
        circuit.connections().forEach(connection -> byHand[rankOf[connection.target().gid()]]++);
        double cost = Math.max(1, assignment.totalCost());
        for (int rank = 0; rank < ranks; rank++) {
            int[] gids = assignment.gids(rank);
            int cells = below(gids, circuit.cells().size());
            long own = Arrays.stream(gids).limit(cells)
                    .mapToLong(gid -> circuit.cells().get(gid).cell().compartments().size()).sum();
            double onto = byHand[rank];
            double made = 0;
            for (int p = 0; p < sample.connections.length; p++) {
                Population target = circuit.projections().get(p).target();
                double share = (double) (below(gids, target.end()) - below(gids, target.first())) / target.count();
                onto += share * sample.connections[p];
                made += share * sample.synapses[p];
            }
            double bytes = 0;
            for (MemoryPlan.Part part : whole.parts()) {
                bytes += part.bytes() * switch (part.name()) {
                case "cells", "artificial cells" -> 1;
                case "compartments" -> share(own, compartments);
                case "synapses" -> share(made, synapses);
                case "connections" -> share(onto, connections);
                case MemoryPlan.SORTED -> 0;
                default -> assignment.cost(rank) / cost;
                };
            }
            all.add(new Rank(cells, gids.length - cells, own, made, onto, assignment.cost(rank), bytes));
        }
        return new RankPlan(List.copyOf(all), leastDelay_ms(circuit));
    }

    private static double share(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }

    /** How many gids are below one. */
    private static int below(int[] gids, int end) {
        int found = Arrays.binarySearch(gids, end);
        return found < 0 ? -found - 1 : found;
    }

    private static double leastDelay_ms(Circuit circuit) {
        double[] least = {Double.POSITIVE_INFINITY};
        int cells = circuit.cells().size();
        circuit.connections().stream().filter(c -> c.sourceGid() >= 0 && c.sourceGid() < cells)
                .forEach(c -> least[0] = Math.min(least[0], c.delay_ms()));
        circuit.projections().stream().filter(p -> p.source().first() < cells).forEach(projection -> {
            Population target = projection.target();
            double each = projection.incoming().expected(target) / target.count();
            int members = (int) Math.clamp(DELAYS / Math.max(1, each), 1, target.count());
            for (int i = 0; i < members; i++) {
                projection.incoming().onto(target.first() + (int) ((long) i * target.count() / members),
                        (source, compartment, delay_ms, values) -> least[0] = Math.min(least[0], delay_ms));
            }
        });
        return least[0];
    }
}
