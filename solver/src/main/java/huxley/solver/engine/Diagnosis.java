package huxley.solver.engine;

import huxley.solver.precision.Numbers;
import huxley.solver.program.Field;
import huxley.solver.program.Field.Storage;
import huxley.solver.program.Field.Symbol;
import huxley.synapse.Circuit;
import java.util.Objects;

/** Finds out where numbers went wrong. */
final class Diagnosis {
    private final Circuit circuit;
    private final Location location;

    Diagnosis(Circuit circuit, Location location) {
        this.circuit = circuit;
        this.location = location;
    }

    /** The first mechanism whose current is not finite, and its variable if one is not. */
    NumericalFailure of(Group.NotFinite failure) {
        Group group = failure.group();
        Numbers rhs = group.memory.rightHandSide();
        Numbers d = group.memory.diagonal();
        int length = group.memory.layout.length();
        for (Instances instances : group.mechanisms) {
            if (instances.current != null) {
                rhs.fill(0, length, 0);
                d.fill(0, length, 0);
                instances.current.sweep();
                for (int i = 0; i < instances.count(); i++) {
                    int node = instances.nodes.nodeOf(i);
                    boolean finite = isFinite(rhs.get(node)) && isFinite(d.get(node));
                    if (!finite && !group.memory.layout.isIdle(node)) {
                        return of(group, instances, i, node, isFinite(rhs.get(node)) ? d.get(node) : rhs.get(node));
                    }
                }
            }
        }
        for (int node = 0; node < group.memory.layout.nodes; node++) {
            if (!isFinite(group.memory.v_mV.get(node))) {
                return at(group, node, "", "v", group.memory.v_mV.get(node));
            }
        }
        return at(group, 0, "", "v", Double.NaN);
    }

    private NumericalFailure of(Group group, Instances instances, int instance, int node, double value) {
        for (int m = 0; m < instances.memory.length; m++) {
            Field field = instances.code.fields.get(m);
            if (field.storage() == Storage.INSTANCE && field.symbol() instanceof Symbol.OfVariable v) {
                for (int element = 0; element < field.length(); element++) {
                    double stored = instances.memory[m].get(element * instances.nodes.padded() + instance);
                    if (!isFinite(stored)) {
                        return at(group, node, instances.code.mechanism.name(), v.variable().name(), stored);
                    }
                }
            }
        }
        return at(group, node, instances.code.mechanism.name(), "i", value);
    }

    /** A state that no current depends on; the time is that of the check. */
    NumericalFailure of(Group.StateNotFinite failure) {
        Instances instances = failure.instances;
        int instance = failure.index % instances.nodes.padded();
        String variable = ((Symbol.OfVariable) instances.code.fields.get(failure.memory).symbol()).variable().name();
        double value = instances.memory[failure.memory].get(failure.index);
        return at(failure.group, instances.nodes.nodeOf(instance), instances.code.mechanism.name(), variable, value);
    }

    /** What a kernel reported of itself. */
    NumericalFailure of(KernelFailure failure) {
        Instances instances = failure.instances;
        String mechanism = instances.code.mechanism.name();
        Group group = Objects.requireNonNull(failure.group);
        if (group.memory.layout.nodes > 0 && instances.nodes.nodeOf(failure.instance) < group.memory.layout.nodes) {
            NumericalFailure where = at(group, instances.nodes.nodeOf(failure.instance), mechanism, "", failure.value);
            return new NumericalFailure(failure.reason, where.cell(), where.gid(), where.compartment(), mechanism, "",
                    where.time_ms(), failure.value);
        }
        int gid = failure.instance < instances.gid.length ? instances.gid[failure.instance] : -1;
        return new NumericalFailure(failure.reason, label(gid), gid, -1, mechanism, "", group.memory.time_ms[0],
                failure.value);
    }

    private NumericalFailure at(Group group, int node, String mechanism, String variable, double value) {
        int gid = -1;
        int compartment = -1;
        for (GroupLayout.Part part : group.memory.layout.parts) {
            for (int c = 0; c < part.plan().matrix.size(); c++) {
                int lane = node - part.block().node(c, 0);
                if (lane >= 0 && lane < part.block().width()) {
                    gid = part.gids()[Math.min(lane, part.gids().length - 1)];
                    compartment = c;
                }
            }
        }
        return new NumericalFailure("a value is not finite", label(gid), gid, compartment, mechanism, variable,
                group.memory.time_ms[0], value);
    }

    private String label(int gid) {
        int cells = circuit.cells().size();
        if (gid < 0 || gid >= location.group().length) {
            return "?";
        }
        return gid < cells ? circuit.cells().get(gid).label() : circuit.artificialCells().get(gid - cells).label();
    }

    private static boolean isFinite(double value) {
        return Math.abs(value) <= Double.MAX_VALUE;
    }
}
