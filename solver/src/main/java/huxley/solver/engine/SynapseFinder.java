package huxley.solver.engine;

import huxley.synapse.Circuit;
import huxley.synapse.Projection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Finds the synapse of a connection that a projection made. Nothing is kept of where synapses are: the connections onto
 * the cell are asked for again. The cell last asked for is remembered.
 */
final class SynapseFinder {
    /** A synapse: the species it is one of, its node, and how many of the species come before it at this node. */
    private record Place(int species, int node, int before) {
    }

    private final Circuit circuit;
    private final Assembly assembly;
    private int gid = -1;
    /** [projection] [connection onto {@code gid}] */
    private Map<String, Place[]> places = new HashMap<>();

    SynapseFinder(Circuit circuit, Assembly assembly) {
        this.circuit = circuit;
        this.assembly = assembly;
    }

    /** @param index of the connection among those of the projection onto {@code ofGid} */
    Slot find(Group group, int ofGid, String projection, int index, String variable, int element) {
        if (gid != ofGid) {
            places = places(group, ofGid);
            gid = ofGid;
        }
        Place[] all = places.get(projection);
        if (all == null || index < 0 || index >= all.length) {
            throw new IllegalArgumentException("projection " + projection + " has no connection " + index
                    + " onto gid " + ofGid);
        }
        Place place = all[index];
        Instances instances = group.mechanisms.stream().filter(i -> i.species.index() == place.species).findFirst()
                .orElseThrow();
        Species.Synapse synapse = instances.species.synapse();
        int instance = instances.nodes.firstAt(place.node) + (synapse != null && synapse.merged() ? 0 : place.before);
        return Addresses.found(instances, instance, variable, element);
    }

    private Map<String, Place[]> places(Group group, int ofGid) {
        Map<String, Place[]> found = new HashMap<>();
        Map<Long, int[]> counts = new HashMap<>();
        GroupLayout.Part part = group.memory.layout.parts.get(assembly.location.part()[ofGid]);
        int lane = assembly.location.lane()[ofGid];
        for (int p : assembly.projectionsOnto(ofGid)) {
            Projection projection = circuit.projections().get(p);
            if (projection.synapse() != null) {
                int species = assembly.synapseSpecies(p);
                var all = IntStream.builder();
                projection.incoming().onto(ofGid,
                        (source, compartment, delay_ms, values) -> all.add(part.block().node(compartment, lane)));
                found.put(projection.name(), all.build().mapToObj(node -> {
                    long key = ((long) species << Integer.SIZE) + node;
                    return new Place(species, node, counts.computeIfAbsent(key, k -> new int[1])[0]++);
                }).toArray(Place[]::new));
            }
        }
        return found;
    }
}
