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
import java.util.Comparator;
import java.util.HashSet;
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
    private static final Numbers NOTHING = Numbers.of();

    private final Circuit circuit;
    private final Assembly assembly;
    private final Addresses addresses;
    private final Map<Mechanism, String> names = new LinkedHashMap<>();
    private final int compartments;

    Snapshot(Circuit circuit, Assembly assembly) {
        this.circuit = circuit;
        this.assembly = assembly;
        addresses = assembly.addresses;
        Set<String> taken = new HashSet<>();
        for (Mechanism mechanism : assembly.census.mechanisms) {
            String name = mechanism.name();
            for (int i = 2; !taken.add(name); i++) {
                name = mechanism.name() + "~" + i;
            }
            names.put(mechanism, name);
        }
        compartments = circuit.cells().stream().mapToInt(c -> c.cell().compartments().size()).sum();
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

    /** @param later spikes announced for a later time */
    SavedState take(double time_ms, SpikeList later) {
        Map<String, double[]> arrays = new LinkedHashMap<>(SavedState.identityOf(circuit));
        memory((name, length, mover) -> {
            double[] values = new double[length];
            mover.move(new Column(values, true));
            arrays.put(name, values);
        });
        Numbering numbering = new Numbering(circuit, assembly);
        weights(numbering, (name, length) -> arrays.computeIfAbsent(name, n -> new double[length]), true);
        arrays.put("detectors/above", detectors(new double[circuit.spikeDetectors().size()], true));
        arrays.put("replays/next", replays(new double[circuit.artificialCells().size()], true));
        PendingEvents pending = new PendingEvents(numbering);
        for (Group group : assembly.groups) {
            group.events.pending(pending);
        }
        pending.save(arrays);
        arrays.put("spikes/gid", IntStream.range(0, later.size()).mapToDouble(later::id).toArray());
        arrays.put("spikes/time", IntStream.range(0, later.size()).mapToDouble(later::time_ms).toArray());
        return new SavedState(time_ms, arrays);
    }

    /** Groups have been initialized; returns the spikes announced for later. */
    SpikeList restore(SavedState state) {
        for (Group group : assembly.groups) {
            group.continueAt(state.time_ms());
        }
        memory((name, length, mover) -> {
            double[] values = state.array(name);
            if (values.length == length) {
                mover.move(new Column(values, false));
            }
        });
        Numbering numbering = new Numbering(circuit, assembly);
        weights(numbering, (name, length) -> state.array(name), false);
        detectors(state.array("detectors/above"), false);
        replays(state.array("replays/next"), false);
        assembly.groups.forEach(g -> g.events.recountWatches());
        for (Pending event : PendingEvents.of(state)) {
            restore(event, numbering);
        }
        SpikeList later = new SpikeList();
        double[] gid = state.array("spikes/gid");
        for (int i = 0; i < gid.length; i++) {
            later.add((int) gid[i], state.array("spikes/time")[i]);
        }
        return later;
    }

    private void restore(Pending event, Numbering numbering) {
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

    private double[] detectors(double[] above, boolean out) {
        int[] next = new int[assembly.groups.size()];
        for (int i = 0; i < above.length; i++) {
            int g = assembly.location.group()[circuit.spikeDetectors().get(i).gid()];
            boolean[] ofGroup = assembly.groups.get(g).events.above();
            if (out) {
                above[i] = ofGroup[next[g]] ? 1 : 0;
            } else {
                ofGroup[next[g]] = above[i] != 0;
            }
            next[g]++;
        }
        return above;
    }

    private double[] replays(double[] replayed, boolean out) {
        for (int i = 0; i < replayed.length; i++) {
            int gid = circuit.cells().size() + i;
            Instances instances = addresses.instancesOf(gid, Addresses.mechanismOf(circuit, gid, -1));
            int[] ofGroup = instances.events().replayed(instances);
            int instance = addresses.pointInstance(gid, -1);
            if (out) {
                replayed[i] = ofGroup[instance];
            } else {
                ofGroup[instance] = (int) replayed[i];
            }
        }
        return replayed;
    }

    /** Where the array of a name is, which has a length. */
    private interface Arrays {
        double[] of(String name, int length);
    }

    /** Weights that no NET_RECEIVE changes are the model's. */
    private void weights(Numbering numbering, Arrays arrays, boolean out) {
        boolean[] changing = assembly.changingWeights();
        for (int w = 0; w < changing.length; w++) {
            double[] values = changing[w]
                    ? arrays.of("connections/weight" + w, numbering.connections())
                    : new double[0];
            for (int n = 0; n < values.length && n < numbering.connections(); n++) {
                Connections connections = numbering.group(n).connections();
                int c = numbering.connection(n);
                if (out) {
                    values[n] = connections.weight(c, w);
                } else {
                    connections.setWeight(c, w, values[n]);
                }
            }
        }
    }

    private interface Visitor {
        void visit(String name, int length, Mover mover);
    }

    /** Shows all memory that changes in time. */
    private void memory(Visitor visitor) {
        visitor.visit("voltage", compartments, column -> perNode(column, g -> g.memory.v_mV));
        for (IonPlan ion : assembly.census.ions.values()) {
            for (Quantity quantity : Quantity.values()) {
                if (isCurrent(quantity) || changes(ion)) {
                    visitor.visit("ions/" + ion.name + "/" + quantity.name().toLowerCase(Locale.ROOT), compartments,
                            column -> perNode(column, g -> ionMemory(g, ion.name, quantity)));
                }
            }
        }
        names.forEach((mechanism, name) -> mechanism(mechanism, "mechanisms/" + name + "/", visitor));
        synapses(visitor);
    }

    /** What projections made. */
    private void synapses(Visitor visitor) {
        Map<Integer, List<Home>> homes = new TreeMap<>();
        for (int gid = 0; gid < circuit.cells().size() && !circuit.projections().isEmpty(); gid++) {
            for (Numbering.Synapses some : Numbering.synapsesOn(gid, circuit, addresses)) {
                homes.computeIfAbsent(some.instances().species.index(), s -> new ArrayList<>())
                        .add(new Home(some.instances(), some.index(), 0));
            }
        }
        homes.forEach((species, all) -> memory(all, "synapses/" + species + "/", visitor));
    }

    private static Numbers ionMemory(Group group, String ion, Quantity quantity) {
        IonMemory memory = group.memory.ions.get(ion);
        return memory == null ? NOTHING : memory.present(quantity);
    }

    private interface NodeMemory {
        Numbers of(Group group);
    }

    private void perNode(Column column, NodeMemory memory) {
        for (int gid = 0; gid < circuit.cells().size(); gid++) {
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
    private record Home(Instances instances, int[] index, int idle) {
    }

    private void mechanism(Mechanism mechanism, String folder, Visitor visitor) {
        List<Home> homes = new ArrayList<>();
        for (int gid = 0; gid < circuit.cells().size() + circuit.artificialCells().size(); gid++) {
            int[] index = instances(gid, mechanism);
            if (index.length > 0) {
                int idle = gid < circuit.cells().size() ? idleLanesAfter(gid) : 0;
                homes.add(new Home(addresses.instancesOf(gid, mechanism), index, idle));
            }
        }
        if (!homes.isEmpty()) {
            memory(homes, folder, visitor);
        }
    }

    private void memory(List<Home> homes, String folder, Visitor visitor) {
        int count = homes.stream().mapToInt(h -> h.index.length).sum();
        MechanismCode code = homes.getFirst().instances.code;
        for (int m = 0; m < code.fields.size(); m++) {
            Field field = code.fields.get(m);
            if (field.symbol() instanceof Symbol.OfVariable of && changes(code, field, of.variable())) {
                int memory = m;
                visitor.visit(folder + of.variable().name(), count * field.length(),
                        column -> homes.forEach(home -> move(column, home, memory, field.length())));
            }
        }
        int statements = code.watches.size();
        if (statements > 0) {
            visitor.visit(folder + "watch.state", count * statements,
                    column -> homes.forEach(home -> move(column, home, watches(home).state, statements)));
            visitor.visit(folder + "watch.flag", count * statements,
                    column -> homes.forEach(home -> move(column, home, watches(home).flag, statements)));
        }
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
