package huxley.partition;

import huxley.neuron.cell.Cell;
import huxley.synapse.Circuit;
import huxley.synapse.Circuit.Connection;
import huxley.synapse.Circuit.PointRef;
import huxley.synapse.Circuit.Pointer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which cells are advanced together by one thread for a whole epoch.
 *
 * <ul>
 * <li>Cells that read each other's memory (POINTER), or that can act on each other within one step, share a group.
 * <li>Equal cells come by eights, which are the lanes they are computed on; as many eights as a core's cache holds, but
 * not so many that a thread has nothing to do.
 * <li>Cells of different shape come several to a group.
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
    /** Fewer equal cells than this count as unlike. */
    private static final int EQUAL_ENOUGH = 3;
    private static final int GENERATORS_TOGETHER = 4096;
    /** Memory that a mechanism takes per instance, roughly, bytes. */
    private static final int BYTES_PER_INSTANCE = 32;
    private static final int BYTES_PER_COMPARTMENT = 24;

    private final Circuit circuit;
    private final int cells;
    private final int threads;
    private final int[] leader;
    private final List<int[]> groups = new ArrayList<>();

    private Grouping(Circuit circuit, int threads) {
        this.circuit = circuit;
        this.threads = threads;
        cells = circuit.cells().size();
        leader = new int[cells + circuit.artificialCells().size()];
        for (int gid = 0; gid < leader.length; gid++) {
            leader[gid] = gid;
        }
    }

    /** Groups of gids, each gid exactly once. */
    public static int[][] of(Circuit circuit, double dt_ms, int threads) {
        Grouping grouping = new Grouping(circuit, threads);
        boolean[] generator = grouping.generators();
        grouping.tie(generator, dt_ms);
        grouping.assign(generator);
        return grouping.groups.toArray(int[][]::new);
    }

    private boolean[] generators() {
        boolean[] generator = new boolean[leader.length];
        for (int gid = cells; gid < leader.length; gid++) {
            generator[gid] = true;
        }
        for (Connection connection : circuit.connections()) {
            generator[connection.target().gid()] = false;
        }
        for (Pointer pointer : circuit.pointers()) {
            generator[pointer.gid()] = false;
            generator[pointer.target().gid()] = false;
        }
        return generator;
    }

    private void tie(boolean[] generator, double dt_ms) {
        for (Pointer pointer : circuit.pointers()) {
            join(pointer.gid(), pointer.target().gid());
        }
        for (Connection connection : circuit.connections()) {
            PointRef point = connection.sourcePoint();
            int source = connection.sourceGid() >= 0 || point == null ? connection.sourceGid() : point.gid();
            if (connection.delay_ms() < dt_ms && !generator[source]) {
                join(source, connection.target().gid());
            }
        }
    }

    private void join(int a, int b) {
        int first = find(a);
        int second = find(b);
        leader[Math.max(first, second)] = Math.min(first, second);
    }

    private int find(int gid) {
        int at = gid;
        while (leader[at] != at) {
            leader[at] = leader[leader[at]];
            at = leader[at];
        }
        return at;
    }

    private void assign(boolean[] generator) {
        Map<Integer, List<Integer>> tied = new LinkedHashMap<>();
        for (int gid = 0; gid < leader.length; gid++) {
            tied.computeIfAbsent(find(gid), l -> new ArrayList<>()).add(gid);
        }
        Map<Cell, List<Integer>> equal = new IdentityHashMap<>();
        List<Cell> kinds = new ArrayList<>();
        List<Integer> artificial = new ArrayList<>();
        List<Integer> generators = new ArrayList<>();
        for (List<Integer> members : tied.values()) {
            int gid = members.getFirst();
            if (members.size() > 1) {
                groups.add(array(members));
            } else if (gid >= cells) {
                (generator[gid] ? generators : artificial).add(gid);
            } else {
                equal.computeIfAbsent(circuit.cells().get(gid).cell(), c -> {
                    kinds.add(c);
                    return new ArrayList<>();
                }).add(gid);
            }
        }
        List<Integer> unlike = new ArrayList<>();
        for (Cell kind : kinds) {
            List<Integer> members = equal.getOrDefault(kind, List.of());
            if (members.size() < EQUAL_ENOUGH) {
                unlike.addAll(members);
            } else {
                cut(members, eights(kind, members.size()) * LANES);
            }
        }
        unlike(unlike);
        cut(artificial, Math.max(1, (artificial.size() + threads - 1) / threads));
        cut(generators, GENERATORS_TOGETHER);
    }

    private int eights(Cell kind, int members) {
        long fitting = CACHE_bytes / (LANES * bytes(kind));
        long leaving = members / ((long) LANES * threads * GROUPS_PER_THREAD);
        return (int) Math.max(1, Math.min(fitting, leaving));
    }

    private static long bytes(Cell cell) {
        long instances = cell.placed().size();
        for (Cell.Painted painted : cell.painted()) {
            instances += painted.compartment().length;
        }
        return (long) BYTES_PER_COMPARTMENT * cell.compartments().size() + BYTES_PER_INSTANCE * instances;
    }

    private void unlike(List<Integer> gids) {
        long total = gids.stream().mapToLong(gid -> bytes(circuit.cells().get(gid).cell())).sum();
        long share = Math.max(1, Math.min(CACHE_bytes, total / threads));
        List<Integer> group = new ArrayList<>();
        long size = 0;
        for (int gid : gids) {
            long bytes = bytes(circuit.cells().get(gid).cell());
            if (!group.isEmpty() && size + bytes / 2 > share) {
                groups.add(array(group));
                group.clear();
                size = 0;
            }
            group.add(gid);
            size += bytes;
        }
        if (!group.isEmpty()) {
            groups.add(array(group));
        }
    }

    private void cut(List<Integer> gids, int size) {
        for (int from = 0; from < gids.size(); from += size) {
            groups.add(array(gids.subList(from, Math.min(gids.size(), from + size))));
        }
    }

    private static int[] array(List<Integer> gids) {
        return gids.stream().mapToInt(Integer::intValue).toArray();
    }
}
