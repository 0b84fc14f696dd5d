package huxley.solver.engine;

import huxley.neuron.random.RandomKey;
import huxley.synapse.Population;
import huxley.synapse.Projection;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What random streams are called: a member of a population by the population's name and its own number in there, anything
 * else by its gid. So neither the order of populations and projections nor groups and threads change what is drawn, and
 * streams of cells without population are NEURON's for Random123 ids (gid, point process).
 */
final class StreamIdentity {
    private static final String PURPOSE = "stream";

    private final int[] first;
    private final int[] end;
    private final RandomKey[] key;

    StreamIdentity(List<Population> populations) {
        List<Population> ascending = populations.stream().filter(p -> p.count() > 0)
                .sorted(Comparator.comparingInt(Population::first)).toList();
        first = ascending.stream().mapToInt(Population::first).toArray();
        end = ascending.stream().mapToInt(Population::end).toArray();
        key = ascending.stream().map(p -> RandomKey.of(0, p.name(), PURPOSE)).toArray(RandomKey[]::new);
    }

    /** @param which of the things of a cell: a point process, a compartment, a synapse */
    long of(int gid, int which) {
        int p = Arrays.binarySearch(first, gid);
        p = p < 0 ? -p - 2 : p;
        return p >= 0 && gid < end[p]
                ? identity((gid - first[p]) ^ key[p].key0(), which ^ key[p].key1())
                : identity(gid, which);
    }

    /** Number of the first synapse that a projection makes on a cell. */
    static int firstSynapse(Projection projection) {
        return RandomKey.of(0, projection.name(), PURPOSE).key0();
    }

    /** Id1 in the low, id2 in the high half. */
    private static long identity(int id1, int id2) {
        return (long) id2 << Integer.SIZE | Integer.toUnsignedLong(id1);
    }
}
