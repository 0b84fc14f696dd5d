package huxley.partition;

import huxley.synapse.Circuit;
import huxley.synapse.Circuit.Connection;
import huxley.synapse.Circuit.PointRef;
import huxley.synapse.Circuit.Pointer;
import huxley.synapse.GapJunctions;
import huxley.synapse.Projection;
import java.util.Arrays;

/**
 * Cells that cannot be advanced without each other: sets of gids, each named by its lowest. Cells that read each other's memory
 * (POINTER) or can act on each other within one step are tied.
 */
final class Ties {
    private final Circuit circuit;
    /** [gid] another one of its set, itself for the lowest. */
    private int[] leader;
    /** [gid] whether it is an artificial cell that nobody talks to. */
    final boolean[] generator;

    Ties(Circuit circuit, double dt_ms) {
        this.circuit = circuit;
        int cells = circuit.cells().size();
        leader = new int[cells + circuit.artificialCells().size()];
        Arrays.setAll(leader, gid -> gid);
        generator = new boolean[leader.length];
        findGenerators(cells);
        tie(dt_ms);
    }

    private void findGenerators(int cells) {
        Arrays.fill(generator, cells, leader.length, true);
        for (Connection connection : circuit.connections()) {
            generator[connection.target().gid()] = false;
        }
        for (Projection projection : circuit.projections()) {
            Arrays.fill(generator, projection.target().first(), projection.target().end(), false);
        }
        for (Pointer pointer : circuit.pointers()) {
            generator[pointer.gid()] = false;
            generator[pointer.target().gid()] = false;
        }
    }

    /** Projections tie nothing: between cells their delays are at least a step. */
    private void tie(double dt_ms) {
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

    /** What a cell weighs. */
    interface Weight {
        long of(int gid);
    }

    /** Ties cells joined by gap junctions, where what is joined does not weigh more than {@code most}. */
    void tieByGapJunctions(Weight weight, long most) {
        GapJunctions junctions = circuit.gapJunctions();
        int[] before = leader.clone();
        for (int j = 0; j < junctions.count(); j++) {
            join(junctions.gid()[j], junctions.otherGid()[j]);
        }
        long[] sum = new long[junctions.count() == 0 ? 0 : circuit.cells().size()];
        for (int gid = 0; gid < sum.length; gid++) {
            sum[first(gid)] += weight.of(gid);
        }
        int[] set = new int[sum.length];
        Arrays.setAll(set, this::first);
        leader = before;
        for (int j = 0; j < junctions.count(); j++) {
            if (sum[set[junctions.gid()[j]]] <= most) {
                join(junctions.gid()[j], junctions.otherGid()[j]);
            }
        }
    }

    private void join(int a, int b) {
        int first = first(a);
        int second = first(b);
        leader[Math.max(first, second)] = Math.min(first, second);
    }

    /** The lowest gid that a gid is tied to, directly or through others. */
    int first(int gid) {
        int at = gid;
        while (leader[at] != at) {
            leader[at] = leader[leader[at]];
            at = leader[at];
        }
        return at;
    }

    /** [gid] how many gids are tied to it, itself included, at the lowest of each set; 0 at others. */
    int[] sizes() {
        int[] size = new int[leader.length];
        for (int gid = 0; gid < leader.length; gid++) {
            size[first(gid)]++;
        }
        return size;
    }
}
