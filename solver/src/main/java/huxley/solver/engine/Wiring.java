package huxley.solver.engine;

import huxley.solver.event.ConnectionList;
import huxley.solver.event.Connections;
import huxley.synapse.Projection;
import java.util.Arrays;

/**
 * The connections onto one group and the synapses they need, while the group is built; used again for the next group.
 *
 * <p>Order: by target gid; onto one gid those placed by hand, then by projection, and as the projection gives them, each
 * followed by its feedback. Synapses of a species are numbered by node, those of one node in this order.
 */
final class Wiring {
    /** Synapses of one species in one group. */
    record Synapses(int[] node, int[] gid, int[] maker, int count, boolean shared) {
    }

    private static final int NO_SYNAPSE = -1;

    private final ConnectionList list;
    private final int sources;
    private final boolean[] changing;
    private int size;
    /** [connection] species and cell of the target. */
    private int[] species = new int[64];
    private int[] gid = new int[64];
    /** [connection] number of the synapse among those of its projection on its cell, counted from a hash of the projection's name. */
    private int[] rank = new int[64];
    /** [connection] the connection whose synapse it leads to: itself unless it is feedback; -1 if the target exists already. */
    private int[] maker = new int[64];
    /** [varying parameter][connection] */
    private final double[][] own;

    /** Connections that make a synapse, by species: those of species s from {@code firstOfSpecies[s]} on. */
    private int[] bySpecies = new int[64];
    private final int[] firstOfSpecies;
    private int[] perNode = new int[64];
    /** Merged synapses that connections may lead to which are not stored: {@code species, node, gid}. */
    private int[] reserved = new int[64];
    private int reservations;

    /**
     * @param sources of the whole circuit
     * @param changing [weight] whether its values change during a run
     * @param varying most parameters that a synapse has values of its own of
     */
    Wiring(int sources, int species, boolean[] changing, int varying) {
        this.sources = sources;
        this.changing = changing;
        list = new ConnectionList(changing.length);
        own = new double[varying][64];
        firstOfSpecies = new int[species + 1];
    }

    void clear() {
        list.clear();
        size = 0;
        reservations = 0;
    }

    /** A connection to a point process or artificial cell that exists by itself. */
    void connect(int source, int ofSpecies, int instance, int targetGid, double delay_ms, double[] weights, int given) {
        add(source, ofSpecies, instance, targetGid, NO_SYNAPSE, delay_ms, weights, given);
    }

    /** Makes sure that there is a merged synapse at a node. */
    void reserve(int ofSpecies, int node, int targetGid) {
        if (reservations == reserved.length / 3) {
            reserved = Arrays.copyOf(reserved, 6 * reservations);
        }
        reserved[3 * reservations] = ofSpecies;
        reserved[3 * reservations + 1] = node;
        reserved[3 * reservations++ + 2] = targetGid;
    }

    private void add(int source, int ofSpecies, int target, int targetGid, int makes, double delay_ms,
            double[] weights, int given) {
        if (size == species.length) {
            grow();
        }
        species[size] = ofSpecies;
        gid[size] = targetGid;
        maker[size++] = makes;
        list.add(source, target, delay_ms, weights, given);
    }

    private void grow() {
        int n = 2 * size;
        species = Arrays.copyOf(species, n);
        gid = Arrays.copyOf(gid, n);
        rank = Arrays.copyOf(rank, n);
        maker = Arrays.copyOf(maker, n);
        for (int v = 0; v < own.length; v++) {
            own[v] = Arrays.copyOf(own[v], n);
        }
    }

    /**
     * All connections of a projection onto one artificial cell.
     *
     * @param instance among those of its species
     */
    void gatherOntoArtificial(Projection projection, int ofSpecies, int targetGid, int instance) {
        projection.incoming().onto(targetGid, (source, compartment, delay_ms, values) -> {
            check(projection, source, delay_ms);
            connect(source, ofSpecies, instance, targetGid, delay_ms, values, projection.weightCount());
        });
    }

    /** All connections of a projection onto one cell. */
    void gather(Projection projection, int ofSpecies, int targetGid, GroupLayout.Part part, int lane) {
        int before = size;
        int compartments = part.plan().matrix.size();
        Projection.Feedback feedback = projection.feedback();
        projection.incoming().onto(targetGid, (source, compartment, delay_ms, values) -> {
            check(projection, source, delay_ms);
            if (compartment < 0 || compartment >= compartments) {
                throw new IllegalArgumentException("projection " + projection.name() + " names compartment "
                        + compartment + " of gid " + targetGid + ", which has " + compartments);
            }
            int here = size;
            add(source, ofSpecies, part.block().node(compartment, lane), targetGid, here, delay_ms, values,
                    projection.weightCount());
            for (int v = 0; v < projection.varying().size(); v++) {
                own[v][here] = values[projection.weightCount() + v];
            }
            if (feedback != null) {
                add(targetGid, ofSpecies, 0, targetGid, here, feedback.delay_ms(), feedback.weights(),
                        feedback.weights().length);
            }
        });
        int next = StreamIdentity.firstSynapse(projection);
        for (int c = before; c < size; c++) {
            rank[c] = maker[c] == c ? next++ : 0;
        }
    }

    private void check(Projection projection, int source, double delay_ms) {
        if (source < 0 || source >= sources || !(delay_ms >= 0)) {
            throw new IllegalArgumentException("projection " + projection.name() + " gives a connection from gid "
                    + source + " with a delay of " + delay_ms + " ms");
        }
    }

    /** Sorts connections that make a synapse by species. */
    void sortBySpecies() {
        if (bySpecies.length < size) {
            bySpecies = new int[species.length];
        }
        Arrays.fill(firstOfSpecies, 0);
        for (int c = 0; c < size; c++) {
            if (maker[c] == c) {
                firstOfSpecies[species[c] + 1]++;
            }
        }
        for (int s = 1; s < firstOfSpecies.length; s++) {
            firstOfSpecies[s] += firstOfSpecies[s - 1];
        }
        int[] next = firstOfSpecies.clone();
        for (int c = 0; c < size; c++) {
            if (maker[c] == c) {
                bySpecies[next[species[c]]++] = c;
            }
        }
    }

    /** Makes the synapses of a species: one per connection, or if merged one per node. */
    Synapses synapses(int ofSpecies, boolean merged, int nodes) {
        int from = firstOfSpecies[ofSpecies];
        int to = firstOfSpecies[ofSpecies + 1];
        if (perNode.length <= nodes) {
            perNode = new int[nodes + 1];
        }
        Arrays.fill(perNode, 0, nodes + 1, 0);
        for (int i = from; i < to; i++) {
            int node = list.target(bySpecies[i]);
            perNode[node + 1] = merged ? 1 : perNode[node + 1] + 1;
        }
        for (int r = 0; merged && r < reservations; r++) {
            if (reserved[3 * r] == ofSpecies) {
                perNode[reserved[3 * r + 1] + 1] = 1;
            }
        }
        boolean shared = false;
        for (int node = 0; node < nodes; node++) {
            shared |= perNode[node + 1] > 1;
            perNode[node + 1] += perNode[node];
        }
        int count = perNode[nodes];
        Synapses made = new Synapses(new int[count], new int[count], new int[merged ? 0 : count], count, shared);
        for (int r = 0; merged && r < reservations; r++) {
            if (reserved[3 * r] == ofSpecies) {
                int instance = perNode[reserved[3 * r + 1]];
                made.node[instance] = reserved[3 * r + 1];
                made.gid[instance] = reserved[3 * r + 2];
            }
        }
        for (int i = from; i < to; i++) {
            int c = bySpecies[i];
            int node = list.target(c);
            int instance = merged ? perNode[node] : perNode[node]++;
            made.node[instance] = node;
            made.gid[instance] = gid[c];
            if (!merged) {
                made.maker[instance] = c;
            }
            list.setTarget(c, instance);
        }
        return made;
    }

    /** Tells a connection's synapse from all others on its cell. */
    int rank(int connection) {
        return rank[connection];
    }

    /** A connection's own value of varying parameter {@code v}. */
    double own(int connection, int v) {
        return own[v][connection];
    }

    /** @param base [species] target number of its first instance */
    Connections connections(int[] base) {
        for (int c = 0; c < size; c++) {
            boolean feedback = maker[c] >= 0 && maker[c] != c;
            list.setTarget(c, feedback ? list.target(maker[c]) : list.target(c) + base[species[c]]);
        }
        return list.sorted(changing);
    }
}
