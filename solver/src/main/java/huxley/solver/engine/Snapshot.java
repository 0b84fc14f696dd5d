package huxley.solver.engine;

import huxley.neuron.mechanism.Ion.Quantity;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Variable;
import huxley.solver.engine.PendingEvents.Pending;
import huxley.solver.event.Connections;
import huxley.solver.precision.Numbers;
import huxley.solver.program.Field;
import huxley.solver.program.Field.Storage;
import huxley.solver.program.Field.Symbol;
import huxley.synapse.Circuit;
import huxley.synapse.SavedState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Copies everything that changes in time out of groups ({@link #take}) and back ({@link #restore}), both between steps.
 * What only the model decides stays as it is.
 */
final class Snapshot {
    private static final String IONS = "ions/";
    private static final String WEIGHT = "connections/weight";
    private static final Numbers NOTHING = Numbers.of();

    private final Circuit circuit;
    private final Assembly assembly;
    private final Addresses addresses;
    private final Ranks ranks;
    private final Map<Mechanism, String> names = new IdentityHashMap<>();
    private final int[] cells;

    Snapshot(Circuit circuit, Assembly assembly) {
        this.circuit = circuit;
        this.assembly = assembly;
        addresses = assembly.addresses;
        ranks = assembly.ranks;
        cells = IntStream.range(0, circuit.cells().size()).filter(assembly.location::isHere).toArray();
        Set<String> taken = new HashSet<>();
        for (Mechanism mechanism : Census.mechanismsOf(circuit)) {
            String name = mechanism.name();
            for (int i = 2; !taken.add(name); i++) {
                name = mechanism.name() + "~" + i;
            }
            names.put(mechanism, name);
        }
    }

    /** One array on its way out of the groups' memory or into it; values that are not numbers stay where they are. */
    private static final class Column {
        private final double[] values;
        private final boolean out;
        private int next;

        Column(double[] values, boolean out) {
            this.values = values;
            this.out = out;
        }

        /** @param idle lanes after this one that belong to no cell and follow it */
        void move(Numbers memory, int index, int idle) {
            if (out) {
                values[next] = memory.get(index);
            } else if (!Double.isNaN(values[next])) {
                memory.fill(index, index + 1 + idle, values[next]);
            }
            next++;
        }

        /** @return what stands there now or, on the way in, what has to */
        double move(double now) {
            if (out) {
                values[next] = now;
            }
            return values[next++];
        }

        void skip() {
            if (out) {
                values[next] = Double.NaN;
            }
            next++;
        }
    }

    private interface Mover {
        void move(Column column);
    }

    /** A portion of an array: where its numbers are. */
    private record Place(Portion portion, Mover mover) {
        double[] take() {
            double[] values = new double[portion.size()];
            mover.move(new Column(values, true));
            return values;
        }
    }

    /**
     * Every rank takes part.
     *
     * @param later spikes announced for a later time
     * @return the state of all ranks at rank 0, of use nowhere else
     */
    SavedState take(double time_ms, SpikeList later) {
        Map<String, double[]> arrays = new LinkedHashMap<>(
                ranks.isFirst() ? SavedState.identityOf(circuit) : Map.of());
        Numbering numbering = new Numbering(circuit, assembly);
        Map<String, Place> places = places(numbering);
        for (String name : ranks.anyNames(places.keySet())) {
            Place place = place(places, name, numbering);
            arrays.put(name, place.portion.whole(place.take(), ranks));
        }
        PendingEvents pending = new PendingEvents(numbering);
        for (Group group : assembly.groups) {
            group.events.pending(pending);
        }
        pending.gather(ranks);
        pending.save(arrays);
        SpikeList announced = new SpikeList();
        announced.addAll(later);
        ranks.spikes(announced);
        announced.sort();
        arrays.put("spikes/gid", Arrays.stream(announced.ids()).asDoubleStream().toArray());
        arrays.put("spikes/time", announced.times_ms());
        return new SavedState(time_ms, arrays);
    }

    /** Groups have been initialized; returns the spikes announced for later, those of all ranks at rank 0. */
    SpikeList restore(SavedState state, Exchange exchange) {
        for (Group group : assembly.groups) {
            group.continueAt(state.time_ms());
        }
        Numbering numbering = new Numbering(circuit, assembly);
        Map<String, Place> places = places(numbering);
        for (String name : ranks.anyNames(places.keySet())) {
            double[] whole = state.array(name);
            if (whole.length > 0) {
                Place place = place(places, name, numbering);
                place.mover.move(new Column(place.portion.of(whole, ranks), false));
            }
        }
        assembly.groups.forEach(g -> g.events.recountWatches());
        for (Pending event : PendingEvents.of(state)) {
            int gid = event.connection() < 0 ? event.gid() : numbering.targetGid(event.connection());
            if (assembly.location.isHere(gid)) {
                restore(event, numbering);
            }
        }
        exchange.restore(PendingEvents.of(state));
        SpikeList later = new SpikeList();
        double[] gid = state.array("spikes/gid");
        for (int i = 0; i < gid.length && ranks.isFirst(); i++) {
            later.add((int) gid[i], state.array("spikes/time")[i]);
        }
        return later;
    }

    /** By the names of arrays: all of this rank that changes in time. */
    private Map<String, Place> places(Numbering numbering) {
        Map<String, Place> places = new LinkedHashMap<>();
        memory((name, portion, mover) -> places.put(name, new Place(portion, mover)));
        weights(numbering, places);
        places.put("detectors/above", detectors());
        places.put("replays/next", replays());
        return places;
    }

    /** Where other ranks have an array: nothing, but compartments are of all cells, and weights of all connections. */
    private Place place(Map<String, Place> places, String name, Numbering numbering) {
        Place own = places.get(name);
        if (own != null) {
            return own;
        }
        return name.startsWith(IONS)
                ? new Place(compartments(), column -> perNode(column, _ -> NOTHING))
                : name.startsWith(WEIGHT)
                        ? weight(numbering, Integer.parseInt(name.substring(WEIGHT.length())))
                        : new Place(new Portion(gids(), new int[0], new int[0]), _ -> {
                        });
    }

    private void restore(Pending event, Numbering numbering) {
        if (event.connection() == PendingEvents.PARCEL) {
            return;
        }
        if (event.connection() >= 0) {
            numbering.group(event.connection()).pend(event.time_ms(), numbering.connection(event.connection()),
                    event.sendingNumber());
            return;
        }
        int cause = event.cause() < 0 ? event.cause() : numbering.connection(event.cause());
        int placed = event.gid() < circuit.cells().size()
                ? circuit.cells().get(event.gid()).cell().placed().size()
                : 0;
        if (event.placed() < placed) {
            Mechanism mechanism = Addresses.mechanismOf(circuit, event.gid(), event.placed());
            Instances instances = addresses.instancesOf(event.gid(), mechanism);
            instances.events().pend(event, cause, instances, addresses.pointInstance(event.gid(), event.placed()));
            return;
        }
        int synapse = event.placed() - placed;
        for (Numbering.Synapses some : numbering.synapsesOn(event.gid())) {
            if (synapse >= 0 && synapse < some.index().length) {
                some.instances().events().pend(event, cause, some.instances(), some.index()[synapse]);
            }
            synapse -= some.index().length;
        }
    }

    private Place detectors() {
        List<Circuit.SpikeDetector> all = circuit.spikeDetectors();
        int[] here = IntStream.range(0, all.size()).filter(i -> assembly.location.isHere(all.get(i).gid())).toArray();
        return new Place(Portion.single(all.size(), here), column -> {
            int[] next = new int[assembly.groups.size()];
            for (int detector : here) {
                int g = assembly.location.group()[all.get(detector).gid()];
                boolean[] ofGroup = assembly.groups.get(g).events.above();
                ofGroup[next[g]] = column.move(ofGroup[next[g]] ? 1 : 0) != 0;
                next[g]++;
            }
        });
    }

    private Place replays() {
        int first = circuit.cells().size();
        int[] here = IntStream.range(0, gids() - first).filter(i -> assembly.location.isHere(first + i)).toArray();
        return new Place(Portion.single(gids() - first, here), column -> {
            for (int artificial : here) {
                int gid = first + artificial;
                Instances instances = addresses.instancesOf(gid, Addresses.mechanismOf(circuit, gid, -1));
                int[] ofGroup = instances.events().replayed(instances);
                int instance = addresses.pointInstance(gid, -1);
                ofGroup[instance] = (int) column.move(ofGroup[instance]);
            }
        });
    }

    /** Weights that no NET_RECEIVE changes are the model's. */
    private void weights(Numbering numbering, Map<String, Place> places) {
        boolean[] changing = assembly.changingWeights();
        for (int w = 0; w < changing.length; w++) {
            if (changing[w]) {
                places.put(WEIGHT + w, weight(numbering, w));
            }
        }
    }

    private static Place weight(Numbering numbering, int w) {
        return new Place(numbering.portion(), column -> numbering.forAllHere((connections, c) -> {
            if (w < connections.weights()) {
                connections.setWeight(c, w, column.move(connections.weight(c, w)));
            } else {
                column.move(0);
            }
        }));
    }

    private int gids() {
        return circuit.cells().size() + circuit.artificialCells().size();
    }

    private interface Visitor {
        void visit(String name, Portion portion, Mover mover);
    }

    /** Shows all memory that changes in time. */
    private void memory(Visitor visitor) {
        visitor.visit("voltage", compartments(), column -> perNode(column, g -> g.memory.v_mV));
        for (IonPlan ion : assembly.census.ions.values()) {
            for (Quantity quantity : Quantity.values()) {
                if (isCurrent(quantity) || changes(ion)) {
                    visitor.visit(IONS + ion.name + "/" + quantity.name().toLowerCase(Locale.ROOT), compartments(),
                            column -> perNode(column, g -> ionMemory(g, ion.name, quantity)));
                }
            }
        }
        assembly.census.mechanisms.forEach(
                mechanism -> mechanism(mechanism, "mechanisms/" + names.get(mechanism) + "/", visitor));
        synapses(visitor);
    }

    /** What projections made. */
    private void synapses(Visitor visitor) {
        Map<Integer, List<Home>> homes = new TreeMap<>();
        if (!circuit.projections().isEmpty()) {
            for (int gid : cells) {
                for (Numbering.Synapses some : Numbering.synapsesOn(gid, circuit, addresses)) {
                    homes.computeIfAbsent(assembly.synapseNumber(some.instances().species), s -> new ArrayList<>())
                            .add(new Home(gid, some.instances(), some.index(), 0));
                }
            }
        }
        homes.forEach((kind, all) -> memory(all, "synapses/" + kind + "/", visitor));
    }

    private static Numbers ionMemory(Group group, String ion, Quantity quantity) {
        IonMemory memory = group.memory.ions.get(ion);
        return memory == null ? NOTHING : memory.present(quantity);
    }

    /** Numbers for all compartments of each cell. */
    private Portion compartments() {
        return new Portion(gids(), cells,
                IntStream.of(cells).map(gid -> circuit.cells().get(gid).cell().compartments().size()).toArray());
    }

    private interface NodeMemory {
        Numbers of(Group group);
    }

    private void perNode(Column column, NodeMemory memory) {
        for (int gid : cells) {
            Numbers array = memory.of(addresses.groupOf(gid));
            for (int c = 0; c < circuit.cells().get(gid).cell().compartments().size(); c++) {
                if (array.length() <= 1) {
                    column.skip();
                } else {
                    column.move(array, addresses.nodeOf(gid, c), idleLanesAfter(gid));
                }
            }
        }
    }

    private int idleLanesAfter(int gid) {
        GroupLayout.Part part = addresses.partOf(gid);
        return addresses.laneOf(gid) == part.gids().length - 1 ? part.block().width() - part.gids().length : 0;
    }

    /** The instances of a mechanism in one cell: their indices, and the idle lanes after each of them. */
    private record Home(int gid, Instances instances, int[] index, int idle) {
    }

    private void mechanism(Mechanism mechanism, String folder, Visitor visitor) {
        List<Home> homes = new ArrayList<>();
        for (int gid = 0; gid < gids(); gid++) {
            int[] index = assembly.location.isHere(gid) ? instances(gid, mechanism) : new int[0];
            if (index.length > 0) {
                int idle = gid < circuit.cells().size() ? idleLanesAfter(gid) : 0;
                homes.add(new Home(gid, addresses.instancesOf(gid, mechanism), index, idle));
            }
        }
        if (!homes.isEmpty()) {
            memory(homes, folder, visitor);
        }
    }

    private void memory(List<Home> homes, String folder, Visitor visitor) {
        MechanismCode code = homes.getFirst().instances.code;
        for (int m = 0; m < code.fields.size(); m++) {
            Field field = code.fields.get(m);
            if (field.symbol() instanceof Symbol.OfVariable of && changes(code, field, of.variable())) {
                int memory = m;
                visitor.visit(folder + of.variable().name(), portion(homes, field.length()),
                        column -> homes.forEach(home -> move(column, home, memory, field.length())));
            }
        }
        int statements = code.watches.size();
        if (statements > 0) {
            visitor.visit(folder + "watch.state", portion(homes, statements),
                    column -> homes.forEach(home -> move(column, home, watches(home).state, statements)));
            visitor.visit(folder + "watch.flag", portion(homes, statements),
                    column -> homes.forEach(home -> move(column, home, watches(home).flag, statements)));
        }
    }

    private Portion portion(List<Home> homes, int elements) {
        return new Portion(gids(), homes.stream().mapToInt(Home::gid).toArray(),
                homes.stream().mapToInt(h -> h.index.length * elements).toArray());
    }

    private static void move(Column column, Home home, int memory, int elements) {
        for (int instance : home.index) {
            for (int element = 0; element < elements; element++) {
                column.move(home.instances.memory[memory], element * home.instances.nodes.padded() + instance,
                        home.idle);
            }
        }
    }

    private static void move(Column column, Home home, double[] ofWatches, int statements) {
        Numbers numbers = Numbers.of(ofWatches);
        for (int instance : home.index) {
            for (int s = 0; s < statements; s++) {
                column.move(numbers, instance * statements + s, 0);
            }
        }
    }

    private static Watches watches(Home home) {
        return home.instances.events().watchesOf(home.instances);
    }

    /** By compartment, or as placed. */
    private int[] instances(int gid, Mechanism mechanism) {
        if (gid >= circuit.cells().size()) {
            return Addresses.mechanismOf(circuit, gid, -1) == mechanism
                    ? new int[] {addresses.pointInstance(gid, -1)}
                    : new int[0];
        }
        GroupLayout.Part part = addresses.partOf(gid);
        CellPlan.Use use = part.plan().use(mechanism).orElse(null);
        if (use == null) {
            return new int[0];
        }
        NodeSet nodes = addresses.instancesOf(gid, mechanism).nodes;
        GroupLayout layout = addresses.groupOf(gid).memory.layout;
        IntStream order = IntStream.range(0, use.count());
        return (use.placed.length > 0
                ? order
                : order.boxed().sorted(Comparator.comparingInt(j -> use.compartment[j])).mapToInt(j -> j))
                .map(j -> nodes.instance(layout, assembly.location.part()[gid], j, addresses.laneOf(gid),
                        use.compartment[j]))
                .toArray();
    }

    /** Parameters that no kernel stores to, itself or through a POINTER, are the model's; pointers are read anew. */
    private boolean changes(MechanismCode code, Field field, Variable variable) {
        return field.storage() == Storage.INSTANCE && switch (variable.role()) {
        case STATE, ASSIGNED, RANDOM -> true;
        case PARAMETER -> code.stores(field) || isPointedAt(code.mechanism, variable.name());
        case POINTER, OPAQUE -> false;
        };
    }

    private boolean isPointedAt(Mechanism mechanism, String variable) {
        return circuit.pointers().stream().map(Circuit.Pointer::target)
                .anyMatch(target -> target instanceof Circuit.Quantity.Density d && d.variable().equals(variable)
                        && d.mechanism().equals(mechanism.name())
                        || target instanceof Circuit.Quantity.Point p && p.variable().equals(variable)
                                && Addresses.mechanismOf(circuit, p.gid(), p.placed()) == mechanism);
    }

    /** Whether concentrations or reversal potentials of the species are more than start values. */
    private boolean changes(IonPlan ion) {
        return assembly.census.mechanisms.stream().flatMap(m -> m.ion(ion.name).stream())
                .anyMatch(i -> i.writes().stream().anyMatch(q -> !isCurrent(q)))
                || circuit.pointers().stream().map(Circuit.Pointer::target)
                        .anyMatch(target -> !(target instanceof Circuit.Quantity.Voltage));
    }

    private static boolean isCurrent(Quantity quantity) {
        return quantity == Quantity.CURRENT || quantity == Quantity.CONDUCTANCE;
    }
}
