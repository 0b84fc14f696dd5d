package huxley.solver.engine;

import huxley.neuron.cell.Cell;
import huxley.neuron.mechanism.Ion;
import huxley.neuron.mechanism.Mechanism;
import huxley.solver.precision.Numbers;
import huxley.synapse.Circuit;
import huxley.synapse.Circuit.Quantity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the memory of what a circuit names. */
final class Addresses {
    private final Circuit circuit;
    private final Census census;
    private final Location location;
    private final List<Group> groups;
    private final SynapseFinder synapses;

    Addresses(Circuit circuit, Census census, Location location, List<Group> groups, SynapseFinder synapses) {
        this.circuit = circuit;
        this.census = census;
        this.location = location;
        this.groups = groups;
        this.synapses = synapses;
    }

    Group groupOf(int gid) {
        return groups.get(location.group()[gid]);
    }

    GroupLayout.Part partOf(int gid) {
        return groupOf(gid).memory.layout.parts.get(location.part()[gid]);
    }

    int laneOf(int gid) {
        return location.lane()[gid];
    }

    int nodeOf(int gid, int compartment) {
        return partOf(gid).block().node(compartment, laneOf(gid));
    }

    /** The mechanism of a point process ({@code placed >= 0}) or an artificial cell. */
    static Mechanism mechanismOf(Circuit circuit, int gid, int placed) {
        return placed >= 0
                ? circuit.cells().get(gid).cell().placed().get(placed).mechanism()
                : circuit.artificialCells().get(gid - circuit.cells().size()).mechanism();
    }

    /** The instances of a mechanism in the group of a cell. */
    Instances instancesOf(int gid, Mechanism mechanism) {
        return groupOf(gid).mechanisms.stream().filter(i -> i.isOf(mechanism)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("gid " + gid + " has no " + mechanism.name()));
    }

    /** Number of a point process or artificial cell among the instances of its mechanism in its group. */
    int pointInstance(int gid, int placed) {
        if (placed < 0) {
            return location.lane()[gid];
        }
        Mechanism mechanism = mechanismOf(circuit, gid, placed);
        CellPlan.Use use = useOf(gid, mechanism);
        return instance(gid, mechanism, use, use.find(use.placed, placed));
    }

    /** Number of a density mechanism in a compartment among the instances in its group. */
    int densityInstance(int gid, Mechanism mechanism, int compartment) {
        CellPlan.Use use = useOf(gid, mechanism);
        int j = use.find(use.compartment, compartment);
        if (j < 0) {
            throw new IllegalArgumentException(
                    "gid " + gid + " has no " + mechanism.name() + " in compartment " + compartment);
        }
        return instance(gid, mechanism, use, j);
    }

    private int instance(int gid, Mechanism mechanism, CellPlan.Use use, int j) {
        return instancesOf(gid, mechanism).nodes.instance(groupOf(gid).memory.layout, location.part()[gid], j,
                laneOf(gid), use.compartment[j]);
    }

    private CellPlan.Use useOf(int gid, Mechanism mechanism) {
        return census.plan(circuit.cells().get(gid).cell()).use(mechanism)
                .orElseThrow(() -> new IllegalArgumentException("gid " + gid + " has no " + mechanism.name()));
    }

    /** The memory of a quantity; a constant has memory of its own. */
    Slot slot(Quantity quantity) {
        return switch (quantity) {
        case Quantity.Voltage v -> new Slot(groupOf(v.gid()).memory.v_mV, nodeOf(v.gid(), v.compartment()));
        case Quantity.Density d -> density(d);
        case Quantity.Point p -> {
            Mechanism mechanism = mechanismOf(circuit, p.gid(), p.placed());
            Instances instances = instancesOf(p.gid(), mechanism);
            int instance = pointInstance(p.gid(), p.placed());
            yield found(instances, instance, p.variable(), p.element());
        }
        case Quantity.Synaptic s ->
            synapses.find(groupOf(s.gid()), s.gid(), s.projection(), s.index(), s.variable(), s.element());
        case Quantity.IonQuantity i -> ion(groupOf(i.gid()), i.ion(), i.quantity(), nodeOf(i.gid(), i.compartment()));
        case Quantity.EngineQuantity e -> engine(e);
        case Quantity.MembraneCurrent m ->
            throw new IllegalArgumentException("a membrane current can only be recorded");
        };
    }

    private Slot density(Quantity.Density d) {
        Cell cell = circuit.cells().get(d.gid()).cell();
        Mechanism mechanism = cell.painted().stream().map(Cell.Painted::mechanism)
                .filter(m -> m.name().equals(d.mechanism())).findFirst().orElseThrow(
                        () -> new IllegalArgumentException("gid " + d.gid() + " has no mechanism " + d.mechanism()));
        int instance = densityInstance(d.gid(), mechanism, d.compartment());
        return found(instancesOf(d.gid(), mechanism), instance, d.variable(), d.element());
    }

    /** Whether a variable has memory of its own. */
    boolean isKept(Quantity.Density d) {
        return circuit.cells().get(d.gid()).cell().painted().stream().map(Cell.Painted::mechanism)
                .filter(m -> m.name().equals(d.mechanism())).findFirst()
                .map(m -> instancesOf(d.gid(), m).slot(d.variable(), d.element(), 0) != null).orElse(false);
    }

    static Slot found(Instances instances, int instance, String variable, int element) {
        Slot slot = instances.slot(variable, element, instance);
        if (slot == null) {
            slot = throughIon(instances, instance, variable);
        }
        if (slot == null) {
            throw new IllegalArgumentException("no variable " + variable + " in mechanism "
                    + instances.code.mechanism.name() + " that can be recorded or set");
        }
        return slot;
    }

    private static @Nullable Slot throughIon(Instances instances, int instance, String variable) {
        for (Ion ion : instances.code.mechanism.ions()) {
            for (Ion.Quantity quantity : Ion.Quantity.values()) {
                if (ion.nameOf(quantity).equals(variable)) {
                    Numbers array = instances.ion(ion.name()).array(quantity);
                    return new Slot(array, array.length() == 1 ? 0 : instances.nodes.nodeOf(instance));
                }
            }
        }
        return null;
    }

    private static Slot ion(Group group, String ion, Ion.Quantity quantity, int node) {
        Numbers array = group.memory.ion(ion).array(quantity);
        return new Slot(array, array.length() == 1 ? 0 : node);
    }

    private Slot engine(Quantity.EngineQuantity e) {
        Group group = groupOf(e.gid());
        return switch (e.quantity()) {
        case V -> new Slot(group.memory.v_mV, nodeOf(e.gid(), e.compartment()));
        case T -> new Slot(Numbers.of(group.memory.time_ms), 0);
        case DT -> new Slot(Numbers.of(group.memory.dt_ms), 0);
        case CELSIUS -> new Slot(Numbers.of(group.memory.temperature_degC), 0);
        case AREA -> constant(partOf(e.gid()).plan().cell.compartments().area_um2()[e.compartment()]);
        case DIAM -> constant(partOf(e.gid()).plan().cell.compartments().diam_um()[e.compartment()]);
        case FLAG -> throw new IllegalArgumentException("flag can only be read inside NET_RECEIVE");
        };
    }

    private static Slot constant(double value) {
        return new Slot(Numbers.of(value), 0);
    }
}
