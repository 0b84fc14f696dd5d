package huxley.partition;

import huxley.neuron.cell.Cell;
import huxley.neuron.cell.Shape;
import huxley.neuron.mechanism.Mechanism;
import huxley.synapse.Circuit;
import huxley.synapse.Projection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Which cells are advanced together by one thread for a whole epoch.
 *
 * <ul>
 * <li>Cells that read each other's memory (POINTER), or that can act on each other within one step, share a group.
 * <li>Cells joined by gap junctions share a group if they are few.
 * <li>Cells of one shape come by eights, which are the lanes they are computed on; as many eights as a core's cache holds, but
 * not so many that a thread has nothing to do.
 * <li>Cells of different shape, and what is left over of equal ones, come several to a group: they are solved as one forest.
 * Those with the same mechanisms stand together.
 * <li>No group hears more connections than can be sorted in little memory, unless a single cell does; the more it hears of a source, the
 * less a connection takes.
 * <li>Generators (artificial cells that nobody talks to) stand apart: they can be advanced before all others, so that
 * their delays, which may be 0, limit nothing.
 * </ul>
 */
public final class Grouping {
    private static final int LANES = 8;
    /** What a group may take of a core's second-level cache, bytes. */
    private static final long CACHE_bytes = 256 * 1024;
    /** Groups per thread, so that the last one to finish does not keep the others waiting long. */
    private static final int GROUPS_PER_THREAD = 4;
    /** Fewer equal cells than this are not worth eight lanes: they count as unlike. */
    private static final int EQUAL_ENOUGH = 7;
    /** Among so many equal cells, those that fill no eight do not matter: they stay with cells of equal parameters. */
    private static final int MANY = 512;
    /** What a group takes besides its cells is spread over larger groups rather than making more than these, about. */
    private static final int GROUPS = 1 << 14;
    /** What a group of unlike cells may take: enough of them for their forest to fill its slots. */
    private static final long FOREST_bytes = 2 * CACHE_bytes;
    private static final int GENERATORS_TOGETHER = 4096;
    /** Connections onto a group: about 60 bytes of each are needed while it is built. */
    private static final long CONNECTIONS_TOGETHER = 1 << 20;
    /** Cells of a group that are asked how many connections lead to them. */
    private static final int ASKED = 16;
    /** Memory that a mechanism takes per instance, roughly, bytes. */
    private static final long BYTES_PER_INSTANCE = 32;
    private static final long BYTES_PER_COMPARTMENT = 24;

    private final Circuit circuit;
    private final int cells;
    private final int threads;
    private final Ties ties;
    private final Predicate<Mechanism> additive;
    private final List<int[]> groups = new ArrayList<>();
    private final Map<Mechanism, Boolean> isAdditive = new IdentityHashMap<>();
    /** [projection] connections onto a target, -1 where not known yet */
    private final double[] heard;

    private Grouping(Circuit circuit, double dt_ms, int threads, Predicate<Mechanism> additive) {
        this.circuit = circuit;
        this.threads = threads;
        this.additive = additive;
        ties = new Ties(circuit, dt_ms);
        cells = circuit.cells().size();
        heard = new double[circuit.projections().size()];
        Arrays.fill(heard, -1);
    }

    /**
     * Groups of gids, each gid exactly once.
     *
     * @param additive whether equal synapses of a mechanism act as one, so that merged projections make few of them
     */
    public static int[][] of(Circuit circuit, double dt_ms, int threads, Predicate<Mechanism> additive) {
        return of(circuit, dt_ms, threads, additive,
                IntStream.range(0, circuit.cells().size() + circuit.artificialCells().size()).toArray());
    }

    /**
     * Groups of some gids, each of them exactly once.
     *
     * @param gids ascending; with a gid all that it is tied to, see {@link Assignment}
     */
    public static int[][] of(Circuit circuit, double dt_ms, int threads, Predicate<Mechanism> additive, int[] gids) {
        Grouping grouping = new Grouping(circuit, dt_ms, threads, additive);
        grouping.ties.tieByGapJunctions(grouping::bytes, CACHE_bytes);
        grouping.assign(gids);
        return grouping.groups.toArray(int[][]::new);
    }

    private void assign(int[] gids) {
        int[] tied = ties.sizes();
        Map<Integer, Gids> together = new LinkedHashMap<>();
        Map<Shape, Gids> equal = new LinkedHashMap<>();
        Gids artificial = new Gids();
        Gids generators = new Gids();
        Cell last = null;
        Gids ofLast = new Gids();
        for (int gid : gids) {
            if (tied[ties.first(gid)] > 1) {
                together.computeIfAbsent(ties.first(gid), l -> new Gids()).add(gid);
            } else if (gid >= cells) {
                (ties.generator[gid] ? generators : artificial).add(gid);
            } else {
                Cell cell = circuit.cells().get(gid).cell();
                if (cell != last) {
                    ofLast = equal.computeIfAbsent(new Shape(cell), s -> new Gids());
                    last = cell;
                }
                ofLast.add(gid);
            }
        }
        together.values().forEach(members -> groups.add(members.from(0, members.size)));
        Gids unlike = new Gids();
        for (Gids members : equal.values()) {
            int left = members.size % LANES;
            int equals = members.size - (left < EQUAL_ENOUGH && members.size < MANY ? left : 0);
            for (int i = equals; i < members.size; i++) {
                unlike.add(members.gid[i]);
            }
            members.size = equals;
            cut(members, equals == 0 ? LANES : eights(members) * LANES);
        }
        unlike(alike(unlike));
        cut(artificial, (int) Math.clamp((artificial.size + threads - 1L) / threads, 1,
                Math.min(GENERATORS_TOGETHER, hearing(artificial))));
        cut(generators, GENERATORS_TOGETHER);
    }

    /** Gids in a row. */
    private static final class Gids {
        private int[] gid = new int[4];
        private int size;

        void add(int another) {
            if (size == gid.length) {
                gid = Arrays.copyOf(gid, 2 * size);
            }
            gid[size++] = another;
        }

        int[] from(int begin, int end) {
            return Arrays.copyOfRange(gid, begin, end);
        }
    }

    private int eights(Gids members) {
        long fitting = CACHE_bytes / (LANES * bytes(members.gid[0]));
        long leaving = members.size / ((long) LANES * threads * GROUPS_PER_THREAD);
        long sparing = cells / ((long) LANES * GROUPS);
        return (int) Math.clamp(leaving, 1,
                Math.max(1, Math.min(Math.max(fitting, sparing), hearing(members) / LANES)));
    }

    /** How many of them may share a group for the connections onto them, at least 1. */
    private long hearing(Gids members) {
        int asked = Math.min(ASKED, members.size);
        double connections = 0;
        for (int i = 0; i < asked; i++) {
            int gid = members.gid[(int) ((long) i * members.size / asked)];
            for (int p = 0; p < heard.length; p++) {
                Projection projection = circuit.projections().get(p);
                connections += projection.outgoing() == null && projection.target().contains(gid) ? heard(p) : 0;
            }
        }
        return (long) Math.max(1, CONNECTIONS_TOGETHER * asked / Math.max(1, connections));
    }

    /** Connections of a projection onto a target, on average; if they are made anew for every spike, their synapses on the first one. */
    private double heard(int p) {
        if (heard[p] < 0) {
            Projection projection = circuit.projections().get(p);
            Projection.Outgoing outgoing = projection.outgoing();
            heard[p] = outgoing == null
                    ? projection.incoming().expected(projection.target()) / projection.target().count()
                    : Arrays.stream(outgoing.compartments(projection.target().first())).distinct().count();
        }
        return heard[p];
    }

    private long bytes(int gid) {
        Cell cell = circuit.cells().get(gid).cell();
        return BYTES_PER_COMPARTMENT * cell.compartments().size() + BYTES_PER_INSTANCE * instances(cell)
                + synapseBytes(gid);
    }

    /** Of mechanisms that a cell has itself, not through projections. */
    public static long instances(Cell cell) {
        long instances = cell.placed().size();
        for (Cell.Painted painted : cell.painted()) {
            instances += painted.compartment().length;
        }
        return instances;
    }

    /** Of the synapses that projections make. */
    private long synapseBytes(int gid) {
        double synapses = 0;
        for (int p = 0; p < heard.length; p++) {
            Projection projection = circuit.projections().get(p);
            if (projection.synapse() != null && projection.target().contains(gid)) {
                synapses += isShared(projection, projection.synapse())
                        ? Math.min(heard(p), circuit.cells().get(gid).cell().compartments().size())
                        : heard(p);
            }
        }
        return (long) (BYTES_PER_INSTANCE * synapses);
    }

    /** Whether connections onto one compartment share a synapse. */
    private boolean isShared(Projection projection, Mechanism synapse) {
        return projection.merged() && projection.feedback() == null && projection.varying().isEmpty()
                && isAdditive.computeIfAbsent(synapse, additive::test);
    }

    /** The same cells, those with the same mechanisms together. */
    private Gids alike(Gids gids) {
        Map<Mechanism, Integer> number = new IdentityHashMap<>();
        Map<BitSet, Gids> byMechanisms = new LinkedHashMap<>();
        for (int i = 0; i < gids.size; i++) {
            BitSet painted = new BitSet();
            for (Cell.Painted p : circuit.cells().get(gids.gid[i]).cell().painted()) {
                painted.set(number.computeIfAbsent(p.mechanism(), m -> number.size()));
            }
            byMechanisms.computeIfAbsent(painted, p -> new Gids()).add(gids.gid[i]);
        }
        Gids sorted = new Gids();
        for (Gids same : byMechanisms.values()) {
            for (int i = 0; i < same.size; i++) {
                sorted.add(same.gid[i]);
            }
        }
        return sorted;
    }

    /** Groups of about the same size, as many as keep all threads busy alike. */
    private void unlike(Gids gids) {
        long total = 0;
        for (int i = 0; i < gids.size; i++) {
            total += bytes(gids.gid[i]);
        }
        long rounds = Math.max(1, (total + FOREST_bytes * threads - 1) / (FOREST_bytes * threads));
        long share = Math.max(1, total / (rounds * threads));
        int begin = 0;
        long size = 0;
        for (int i = 0; i < gids.size; i++) {
            long bytes = bytes(gids.gid[i]);
            if (i > begin && size + bytes / 2 > share) {
                groups.add(gids.from(begin, i));
                begin = i;
                size = 0;
            }
            size += bytes;
        }
        if (gids.size > begin) {
            groups.add(gids.from(begin, gids.size));
        }
    }

    private void cut(Gids gids, int size) {
        for (int from = 0; from < gids.size; from += size) {
            groups.add(gids.from(from, Math.min(gids.size, from + size)));
        }
    }
}
