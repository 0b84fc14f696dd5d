package huxley.solver.engine;

import huxley.neuron.mechanism.Mechanism;
import huxley.solver.event.Connections;
import huxley.synapse.Circuit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Names connections and point processes independently of groups. Connections are numbered by target gid, then by source;
 * point processes of a cell as it has placed them, then the synapses that projections made on it, by species and
 * compartment.
 */
final class Numbering {
    private final Circuit circuit;
    private final Assembly assembly;
    /** [gid] number of the first connection onto it, of all ranks */
    private final int[] first;
    /** [gid] the same of this rank's */
    private final int[] ownFirst;
    /** [group][connection] */
    private final Map<GroupEvents, int[]> numbers = new IdentityHashMap<>();
    /** [number among this rank's] connection in the group of its target */
    private final int[] connection;

    /** The instances of one species on one cell. */
    record Synapses(Instances instances, int[] index) {
    }

    Numbering(Circuit circuit, Assembly assembly) {
        this.circuit = circuit;
        this.assembly = assembly;
        int[] start = new int[circuit.cells().size() + circuit.artificialCells().size() + 1];
        for (Group group : assembly.groups) {
            for (int c = 0; c < group.events.connections().size(); c++) {
                start[group.events.targetGid(c) + 1]++;
            }
        }
        Arrays.parallelPrefix(start, Math::addExact);
        ownFirst = start.clone();
        connection = new int[start[start.length - 1]];
        first = assembly.ranks.isAlone() ? ownFirst : portion().starts(assembly.ranks);
        for (Group group : assembly.groups) {
            int[] number = new int[group.events.connections().size()];
            for (int c = 0; c < number.length; c++) {
                int gid = group.events.targetGid(c);
                int own = start[gid]++;
                number[c] = own - ownFirst[gid] + first[gid];
                connection[own] = c;
            }
            numbers.put(group.events, number);
        }
    }

    /** The connections of this rank, by the gid they lead to. */
    Portion portion() {
        int[] gids = IntStream.range(0, ownFirst.length - 1).filter(gid -> ownFirst[gid + 1] > ownFirst[gid]).toArray();
        return new Portion(ownFirst.length - 1, gids,
                IntStream.of(gids).map(gid -> ownFirst[gid + 1] - ownFirst[gid]).toArray());
    }

    int number(GroupEvents group, int ofConnection) {
        int[] all = numbers.get(group);
        if (all == null) {
            throw new IllegalStateException("a group without connections; please report");
        }
        return all[ofConnection];
    }

    /** Does something with a connection. */
    interface Visitor {
        void visit(Connections connections, int connection);
    }

    /** Shows the connections of this rank, in the order of their numbers. */
    void forAllHere(Visitor visitor) {
        for (int gid = 0; gid < ownFirst.length - 1; gid++) {
            for (int own = ownFirst[gid]; own < ownFirst[gid + 1]; own++) {
                visitor.visit(assembly.groups.get(assembly.location.group()[gid]).events.connections(),
                        connection[own]);
            }
        }
    }

    /** Gid that a numbered connection leads to. */
    int targetGid(int number) {
        int found = Arrays.binarySearch(first, number);
        int gid = found < 0 ? -found - 2 : found;
        while (first[gid + 1] == first[gid]) {
            gid++;
        }
        return gid;
    }

    /** Group of a numbered connection, which is this rank's. */
    GroupEvents group(int number) {
        return assembly.groups.get(assembly.location.group()[targetGid(number)]).events;
    }

    /** The connection in its group. */
    int connection(int number) {
        int gid = targetGid(number);
        return connection[number - first[gid] + ownFirst[gid]];
    }

    /** Number of a point process on its cell, -1 for an artificial cell. */
    int placed(Instances instances, int instance) {
        if (instances.code.mechanism.kind() == Mechanism.Kind.ARTIFICIAL) {
            return -1;
        }
        int gid = instances.gid[instance];
        int placed = circuit.cells().get(gid).cell().placed().size();
        if (instances.species.synapse() == null) {
            for (int p = 0; p < placed; p++) {
                if (Addresses.mechanismOf(circuit, gid, p) == instances.code.mechanism
                        && assembly.addresses.pointInstance(gid, p) == instance) {
                    return p;
                }
            }
        }
        for (Synapses synapses : synapsesOn(gid)) {
            for (int index : synapses.index) {
                if (synapses.instances == instances && index == instance) {
                    return placed;
                }
                placed++;
            }
        }
        throw new IllegalStateException("instance " + instance + " is nowhere; please report");
    }

    /** Where on its cell a synapse is that projections made. */
    int compartment(Instances synapses, int instance) {
        int gid = synapses.gid[instance];
        int node = synapses.nodes.nodeOf(instance);
        int compartment = 0;
        while (assembly.addresses.nodeOf(gid, compartment) != node) {
            compartment++;
        }
        return compartment;
    }

    /** Synapses that projections made on a cell. */
    List<Synapses> synapsesOn(int gid) {
        return synapsesOn(gid, circuit, assembly.addresses);
    }

    static List<Synapses> synapsesOn(int gid, Circuit circuit, Addresses addresses) {
        List<Synapses> all = new ArrayList<>();
        for (Instances instances : addresses.groupOf(gid).mechanisms) {
            if (instances.species.synapse() != null) {
                int compartments = circuit.cells().get(gid).cell().compartments().size();
                int[] index = new int[instances.count()];
                int count = 0;
                for (int c = 0; c < compartments; c++) {
                    int node = addresses.nodeOf(gid, c);
                    int i = instances.nodes.firstAt(node);
                    while (i < instances.count() && instances.nodes.nodeOf(i) == node) {
                        index[count++] = i++;
                    }
                }
                all.add(new Synapses(instances, Arrays.copyOf(index, count)));
            }
        }
        return all;
    }
}
