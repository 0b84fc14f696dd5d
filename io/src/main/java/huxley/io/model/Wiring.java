package huxley.io.model;

import huxley.io.document.Node;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.problem.Suggestion;
import huxley.synapse.Circuit.ArtificialCell;
import huxley.synapse.Circuit.Connection;
import huxley.synapse.Circuit.ImposedPotential;
import huxley.synapse.Circuit.Play;
import huxley.synapse.Circuit.PointRef;
import huxley.synapse.Circuit.Pointer;
import huxley.synapse.Circuit.SpikeDetector;
import huxley.synapse.GapJunctions;
import huxley.synapse.Population;
import huxley.synapse.Projection;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sources, connections, and whatever else joins things that have gids: played waveforms, pointers, imposed potentials. */
final class Wiring {
    private final Census census;
    private final Values values;
    private final double dt_ms;
    private final Sources sources;
    private final PopulationBinder populations;
    private final ProjectionBinder projectionBinder;
    private final Attachments attachments;
    private final BitSet senders = new BitSet();
    private final List<Connection> connections = new ArrayList<>();
    private List<Projection> projections = List.of();
    private GapJunctions gapJunctions = GapJunctions.NONE;

    Wiring(Census census, PopulationBinder populations, MechanismLibrary library, Documents documents,
            Table.Reader tables, MemoryEstimate memory, Values values, double dt_ms, long seed) {
        this.census = census;
        this.values = values;
        this.dt_ms = dt_ms;
        this.populations = populations;
        this.sources = new Sources(census, library, documents, values);
        this.projectionBinder = new ProjectionBinder(census, sources, library, values, tables, memory, dt_ms, seed);
        this.attachments = new Attachments(census, documents, values);
    }

    void bind(Entry model) {
        model.namedEntries(ModelFormat.SOURCES).forEach(sources::add);
        model.namedEntries(NetworkFormat.POPULATIONS).forEach((field, entry) -> {
            Population population = census.group(field.name());
            if (population != null && !entry.has(NetworkFormat.CELL_KINDS)) {
                sources.add(field, entry, population, populations.individuals());
            }
        });
        for (int i = 0; i < census.cellCount(); i++) {
            int gid = i;
            BoundCell cell = census.kind(gid);
            cell.afterwards().forEach(attached -> attach(cell, gid, attached));
            attachments.point(cell, gid);
            attachments.impose(cell, gid);
        }
        census.kinds().forEach(attachments::checkPointers);
        model.entries(ModelFormat.CONNECTIONS).forEach(this::connect);
        projections = projectionBinder.projections(model);
        gapJunctions = projectionBinder.gapJunctions(model);
        senders.or(projectionBinder.senders());
    }

    List<Projection> projections() {
        return projections;
    }

    GapJunctions gapJunctions() {
        return gapJunctions;
    }

    private void attach(BoundCell cell, int gid, BoundCell.Attachment attached) {
        attachments.attach(cell, gid, attached);
        for (Entry input : attached.entry().entries(ModelFormat.PLACE_INPUTS)) {
            for (int placed : attached.placed()) {
                input(cell, gid, placed, input);
            }
        }
    }

    private void input(BoundCell cell, int gid, int placed, Entry input) {
        Mechanism mechanism = cell.cell().placed().get(placed).mechanism();
        List<Integer> from = input.node(ModelFormat.INPUT_FROM).map(node -> senders(node, input))
                .orElseGet(() -> sources.anonymous(input));
        for (int source : from) {
            connection(input, source, null, new PointRef(gid, placed), mechanism);
        }
    }

    private List<Integer> senders(Node node, Entry input) {
        String name = input.text(ModelFormat.INPUT_FROM);
        List<Integer> gids = census.gids(name);
        if (gids.isEmpty()) {
            values.report(node, node.where(), "there is no cell or source '" + name + "'",
                    Suggestion.hint(name, "cells and sources", census.names()));
        }
        return gids;
    }

    private void connect(Entry entry) {
        List<End> from = ends(entry, ModelFormat.CONNECTION_FROM);
        List<End> to = ends(entry, ModelFormat.CONNECTION_TO);
        for (End target : to) {
            if (target.point() == null) {
                Node node = entry.node(ModelFormat.CONNECTION_TO).orElseThrow();
                values.report(node, node.where(), "a connection ends at a synapse, not at a whole cell",
                        "write \"cell/label\" of something placed on it");
                return;
            }
            for (End source : from) {
                boolean whole = source.point() == null || source.artificial();
                connection(entry, whole ? source.gid() : -1, whole ? null : source.point(), target.point(),
                        target.mechanism());
            }
        }
    }

    /** One end of a connection: a whole cell ({@code point} null), an artificial cell, or a point process. */
    private record End(int gid, @Nullable PointRef point, @Nullable Mechanism mechanism, boolean artificial) {
    }

    private List<End> ends(Entry entry, Shape.Key key) {
        Optional<Node> node = entry.node(key);
        List<End> ends = new ArrayList<>();
        if (node.isEmpty()) {
            return ends;
        }
        String text = entry.text(key);
        int slash = text.indexOf('/');
        String name = slash < 0 ? text : text.substring(0, slash);
        List<Integer> gids = census.gids(name);
        if (gids.isEmpty()) {
            values.report(node.get(), node.get().where(), "there is no cell or source '" + name + "'",
                    Suggestion.hint(name, "cells and sources", census.names()));
        }
        for (int gid : gids) {
            boolean isCell = census.isCell(gid);
            if (slash < 0) {
                ends.add(isCell
                        ? new End(gid, null, null, false)
                        : new End(gid, new PointRef(gid, -1), sources.mechanism(gid), true));
            } else if (isCell) {
                points(census.kind(gid), gid, text.substring(slash + 1), node.get(), ends);
            }
        }
        return ends;
    }

    private void points(BoundCell cell, int gid, String label, Node node, List<End> ends) {
        List<Integer> placed = cell.placed().getOrDefault(label, List.of());
        if (!cell.placed().containsKey(label)) {
            values.report(node, node.where(), "nothing called '" + label + "' is placed on cell '" + cell.name() + "'",
                    Suggestion.hint(label, "placed things", cell.placed().keySet()));
        }
        placed.forEach(index -> ends
                .add(new End(gid, new PointRef(gid, index), cell.cell().placed().get(index).mechanism(), false)));
    }

    private void connection(Entry entry, int sourceGid, @Nullable PointRef sourcePoint, PointRef target,
            @Nullable Mechanism mechanism) {
        Node asked = entry.node(ModelFormat.WEIGHTS).orElse(null);
        if (asked == null || mechanism == null) {
            return;
        }
        if (mechanism.netReceive() == null) {
            values.report(asked, entry.where(), "mechanism '" + mechanism.name() + "' receives no spikes",
                    "its file has no NET_RECEIVE block");
            return;
        }
        double[] weights = Weight.constants(entry.nodes(ModelFormat.WEIGHTS), mechanism, values);
        int allowed = Math.max(1, mechanism.netReceive().arguments().size());
        if (weights.length > allowed) {
            values.report(asked, asked.where(),
                    "mechanism '" + mechanism.name() + "' takes " + allowed + " weight(s), got "
                            + weights.length,
                    null);
        }
        double delay_ms = entry.number(ModelFormat.DELAY);
        boolean stateful = sourceGid < 0 || sourceGid < census.cellCount();
        checkDelay(entry, delay_ms, stateful);
        if (sourceGid >= 0 && sourceGid < census.cellCount()) {
            senders.set(sourceGid);
        }
        connections.add(new Connection(sourceGid, sourcePoint, target, Math.max(0, delay_ms), weights));
    }

    private void checkDelay(Entry entry, double delay_ms, boolean stateful) {
        Node node = entry.node(ModelFormat.DELAY).or(() -> entry.node(ModelFormat.WEIGHTS)).orElseThrow();
        if (delay_ms < 0) {
            values.report(node, node.where(), "a delay must be 0 ms or more, got " + delay_ms + " ms", null);
        } else if (stateful && delay_ms < dt_ms) {
            values.report(node, entry.where(ModelFormat.DELAY),
                    "the time step, " + dt_ms + " ms, is too large for the delay of "
                            + delay_ms + " ms",
                    "spikes of a cell need a delay of a step or more: give \"delay\", or a smaller \"dt\"");
        }
    }

    /** Detectors of all cells that ask for one or send spikes. */
    List<SpikeDetector> detectors() {
        List<SpikeDetector> detectors = new ArrayList<>();
        for (int gid = 0; gid < census.cellCount(); gid++) {
            BoundCell.Detector detector = census.kind(gid).detector();
            if (detector.asked() || senders.get(gid)) {
                detectors.add(new SpikeDetector(gid, detector.compartment(), detector.threshold_mV()));
            }
        }
        return detectors;
    }

    List<ArtificialCell> artificialCells() {
        return sources.all();
    }

    List<Connection> connections() {
        return List.copyOf(connections);
    }

    List<Pointer> pointers() {
        return attachments.pointers();
    }

    List<Play> plays() {
        return attachments.plays();
    }

    List<ImposedPotential> imposedPotentials() {
        return attachments.imposedPotentials();
    }
}
