package huxley.synapse;

import huxley.neuron.cell.Cell;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Variable;
import huxley.synapse.Circuit.Connection;
import huxley.synapse.Circuit.PointRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that has changed since a circuit began to move, at the end of a step: a run that starts from it gives the
 * same bits as one that never stopped. What a model sets and nothing changes (parameters, weights without plasticity) is
 * not part of it. Does not depend on how cells were grouped, on threads or on the backend.
 *
 * <p>The arrays by name; "all compartments" means those of the first cell, then those of the next:
 * <ul>
 * <li>{@code voltage} [all compartments] mV
 * <li>{@code ions/ION/QUANTITY} [all compartments], NaN where a cell keeps none
 * <li>{@code mechanisms/NAME/VARIABLE} [cell][instance][element], instances by compartment, point processes as placed;
 * for an artificial cell the same with one instance. {@code watch.state} and {@code watch.flag} have an element for each
 * WATCH statement. A second mechanism of the same name is called {@code NAME~2}.
 * <li>{@code synapses/N/VARIABLE} the same for the synapses that projections made, by kinds of them
 * <li>{@code connections/weightN} [connection] weights that change; connections by target gid, then by source
 * <li>{@code detectors/above} [spike detector] 1 where the voltage was above the threshold
 * <li>{@code replays/next} [artificial cell] how many replayed times are done or pending
 * <li>{@code events/...} [event] {@code time} ms, {@code connection} (numbered as above; -1 for self-events), and of a self-event the
 * {@code gid} and {@code placed} it is for, the {@code cause} (connection, -1 none, -2 replay), {@code flag}, and
 * {@code movable} (1 for the one that net_move moves)
 * <li>{@code spikes/gid}, {@code spikes/time} [spike] spikes announced for later than {@code time_ms}
 * <li>{@code circuit/...} what the circuit was, see {@link #differences}
 * </ul>
 *
 * @param time_ms simulated time, 0 at the end of settling
 */
public record SavedState(double time_ms, Map<String, double[]> arrays) {
    private static final String CELLS = "circuit/cells";
    private static final String ARTIFICIAL = "circuit/artificialCells";
    private static final String CONNECTIONS = "circuit/connections";

    /** The array of that name, empty if there is none. */
    public double[] array(String name) {
        return arrays.getOrDefault(name, new double[0]);
    }

    /** What tells a circuit from another, as arrays of a state. */
    public static Map<String, double[]> identityOf(Circuit circuit) {
        Map<Cell, Integer> kinds = new IdentityHashMap<>();
        Map<String, double[]> identity = new LinkedHashMap<>();
        identity.put(CELLS, circuit.cells().stream()
                .mapToDouble(c -> kinds.computeIfAbsent(c.cell(), SavedState::identity)).toArray());
        identity.put(ARTIFICIAL,
                circuit.artificialCells().stream().mapToDouble(c -> identity(c.mechanism())).toArray());
        identity.put(CONNECTIONS, circuit.connections().stream().mapToDouble(SavedState::identity).toArray());
        return identity;
    }

    /** How the circuit differs from the one whose state this is, in words; empty if the state fits. */
    public List<String> differences(Circuit circuit) {
        Map<String, double[]> identity = identityOf(circuit);
        List<String> differences = new ArrayList<>();
        identity.forEach((name, now) -> {
            double[] then = array(name);
            String things = name.equals(CELLS) ? "cells" : name.equals(ARTIFICIAL) ? "sources" : "connections";
            int first = Arrays.mismatch(then, now);
            if (then.length != now.length) {
                differences.add("it is of " + then.length + " " + things + ", the model has " + now.length);
            } else if (first >= 0) {
                differences.add(switch (things) {
                case "cells" -> "cell '" + circuit.cells().get(first).label()
                        + "' had other compartments or mechanisms";
                case "sources" -> "source '" + circuit.artificialCells().get(first).label()
                        + "' was another mechanism";
                default -> "connection " + first + " led elsewhere";
                });
            }
        });
        return differences;
    }

    private static int identity(Cell cell) {
        int hash = Arrays.hashCode(cell.compartments().parent());
        hash = 31 * hash + Arrays.hashCode(cell.compartments().area_um2());
        for (Cell.Painted painted : cell.painted()) {
            hash = 31 * hash + identity(painted.mechanism());
            hash = 31 * hash + Arrays.hashCode(painted.compartment());
        }
        for (Cell.Placed placed : cell.placed()) {
            hash = 31 * hash + identity(placed.mechanism());
            hash = 31 * hash + placed.compartment();
        }
        return hash;
    }

    private static int identity(Mechanism mechanism) {
        int hash = mechanism.name().hashCode();
        for (Variable variable : mechanism.variables()) {
            hash = 31 * hash + variable.name().hashCode();
            hash = 31 * hash + variable.length();
        }
        return hash;
    }

    private static int identity(Connection connection) {
        PointRef source = connection.sourcePoint();
        int from = source == null ? connection.sourceGid() : 31 * source.gid() + source.placed();
        return 31 * (31 * from + connection.target().gid()) + connection.target().placed();
    }
}
