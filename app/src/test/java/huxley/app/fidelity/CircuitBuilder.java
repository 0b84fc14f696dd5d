package huxley.app.fidelity;

import huxley.neuron.cell.Cell;
import huxley.neuron.mechanism.Ion;
import huxley.neuron.mechanism.Mechanism;
import huxley.synapse.Circuit;
import huxley.synapse.Circuit.FunctionTableData;
import huxley.synapse.Circuit.ArtificialCell;
import huxley.synapse.Circuit.CellInstance;
import huxley.synapse.Circuit.Connection;
import huxley.synapse.Circuit.Play;
import huxley.synapse.Circuit.PointRef;
import huxley.synapse.Circuit.Pointer;
import huxley.synapse.Circuit.Probe;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Circuit.SpikeDetector;
import huxley.synapse.GapJunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects a circuit. Cells come before artificial cells, since gids run through both. */
final class CircuitBuilder {
    private final List<CellInstance> cells = new ArrayList<>();
    private final List<ArtificialCell> artificial = new ArrayList<>();
    private final List<SpikeDetector> detectors = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();
    private final List<Pointer> pointers = new ArrayList<>();
    private final List<Play> plays = new ArrayList<>();
    private final List<Probe> probes = new ArrayList<>();
    private Map<String, FunctionTableData> tables = Map.of();
    private GapJunctions junctions = GapJunctions.NONE;
    private final double probeInterval_ms;

    CircuitBuilder(double probeInterval_ms) {
        this.probeInterval_ms = probeInterval_ms;
    }

    CircuitBuilder tables(Map<String, FunctionTableData> functionTables) {
        tables = functionTables;
        return this;
    }

    int cell(String label, Cell cell) {
        if (!artificial.isEmpty()) {
            throw new IllegalStateException("cells first");
        }
        cells.add(new CellInstance(label, cell));
        return cells.size() - 1;
    }

    int artificial(String label, Mechanism mechanism, Map<String, Double> parameters, double... replay_ms) {
        artificial.add(new ArtificialCell(label, mechanism, parameters, replay_ms));
        return cells.size() + artificial.size() - 1;
    }

    void detect(int gid, int compartment, double threshold_mV) {
        detectors.add(new SpikeDetector(gid, compartment, threshold_mV));
    }

    void connect(int source, int targetGid, int targetPlaced, double delay_ms, double... weights) {
        connections.add(new Connection(source, null, new PointRef(targetGid, targetPlaced), delay_ms, weights));
    }

    void point(Pointer pointer) {
        pointers.add(pointer);
    }

    void couple(GapJunctions gapJunctions) {
        junctions = gapJunctions;
    }

    void play(Quantity target, double[] time_ms, double[] value) {
        plays.add(new Play(target, time_ms, value, true));
    }

    void probe(String label, Quantity quantity) {
        probes.add(new Probe(label, quantity, "", probeInterval_ms));
    }

    Circuit build() {
        return new Circuit(cells, artificial, List.of(), detectors, connections, List.of(), junctions, pointers, plays,
                List.of(), probes, List.of(), List.of(), tables);
    }

    /** What a NEURON name such as {@code m}, {@code gna_hh}, {@code ina}, {@code cai} or {@code v} means in a compartment. */
    static Optional<Quantity> quantity(int gid, Cell cell, int compartment, String name) {
        if (name.equals("v")) {
            return Optional.of(new Quantity.Voltage(gid, compartment));
        }
        for (Cell.Painted layer : cell.painted()) {
            for (Ion ion : layer.mechanism().ions()) {
                for (Ion.Quantity q : Ion.Quantity.values()) {
                    if (ion.nameOf(q).equals(name)) {
                        return Optional.of(new Quantity.IonQuantity(gid, ion.name(), q, compartment));
                    }
                }
            }
        }
        for (Cell.Painted layer : cell.painted()) {
            String mechanism = layer.mechanism().name();
            int bracket = name.indexOf('[');
            int element = bracket < 0 ? 0 : Integer.parseInt(name.substring(bracket + 1, name.length() - 1));
            String whole = bracket < 0 ? name : name.substring(0, bracket);
            String suffix = "_" + mechanism;
            String variable = whole.endsWith(suffix) ? whole.substring(0, whole.length() - suffix.length()) : whole;
            if (layer.mechanism().variable(variable).isPresent()) {
                return Optional.of(new Quantity.Density(gid, mechanism, variable, element, compartment));
            }
        }
        return Optional.empty();
    }
}
