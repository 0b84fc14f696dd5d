package huxley.io.model;

import huxley.io.document.Node;
import huxley.neuron.cell.Cell;
import huxley.neuron.cell.Compartments;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.problem.Suggestion;
import huxley.neuron.units.Unit;
import huxley.synapse.Circuit.ImposedPotential;
import huxley.synapse.Circuit.Play;
import huxley.synapse.Circuit.Pointer;
import huxley.synapse.Circuit.Quantity;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Waveforms played into placed things, pointers, and potentials imposed on cells. */
final class Attachments {
    private final Census census;
    private final Documents documents;
    private final Values values;
    private final List<Play> plays = new ArrayList<>();
    private final List<Pointer> pointers = new ArrayList<>();
    private final List<ImposedPotential> imposed = new ArrayList<>();

    Attachments(Census census, Documents documents, Values values) {
        this.census = census;
        this.documents = documents;
        this.values = values;
    }

    void attach(BoundCell cell, int gid, BoundCell.Attachment attached) {
        for (int i = 0; i < attached.placed().size(); i++) {
            int placed = attached.placed().get(i);
            int compartment = attached.compartments().get(i);
            stimulus(gid, placed, cell, attached.entry());
            play(gid, placed, cell, attached.entry());
            attached.entry().namedEntries(ModelFormat.PLACE_POINTERS)
                    .forEach((field, entry) -> pointer(cell, gid, placed, compartment, field, entry));
        }
    }

    private void stimulus(int gid, int placed, BoundCell cell, Entry entry) {
        Optional<Stimulus> stimulus = Stimulus.of(entry, values);
        if (stimulus.isPresent()) {
            Mechanism mechanism = cell.cell().placed().get(placed).mechanism();
            String name = stimulus.get().playInto();
            Unit unit = mechanism.variable(name).flatMap(Settings::unit).orElse(Unit.ONE);
            stimulus.get().points(unit, documents, values).ifPresent(points -> add(gid, placed, name, points));
        }
    }

    private void play(int gid, int placed, BoundCell cell, Entry entry) {
        Mechanism mechanism = cell.cell().placed().get(placed).mechanism();
        entry.namedEntries(ModelFormat.PLACE_PLAY)
                .forEach((field, waveform) -> new Settings(values).parameter(mechanism, field)
                        .flatMap(variable -> Waveform.read(waveform, Settings.unit(variable).orElse(Unit.ONE),
                                documents, values))
                        .ifPresent(points -> add(gid, placed, field.name(), points)));
    }

    private void add(int gid, int placed, String variable, Waveform points) {
        plays.add(new Play(new Quantity.Point(gid, placed, variable, 0), points.time_ms(), points.value(),
                points.interpolate()));
    }

    private void pointer(BoundCell cell, int gid, int placed, int compartment, Node.Field field, Entry entry) {
        if (isPointer(cell.cell().placed().get(placed).mechanism(), field)) {
            pointedTo(cell, gid, compartment, entry).ifPresent(
                    target -> pointers.add(new Pointer(gid, placed, -1, compartment, field.name(), target)));
        }
    }

    /** Binds POINTERs of painted mechanisms; where regions overlap the later entry wins. */
    void point(BoundCell cell, int gid) {
        Map<List<Object>, Pointer> bound = new LinkedHashMap<>();
        for (Entry paint : cell.entry().entries(ModelFormat.PAINTS)) {
            for (Map.Entry<Node.Field, Entry> mechanism : paint.namedEntries(ModelFormat.PAINT_POINTERS).entrySet()) {
                OptionalInt painted = cell.painted(mechanism.getKey().name());
                if (painted.isEmpty()) {
                    values.report(mechanism.getKey().value(), mechanism.getKey().nameWhere(),
                            "mechanism '" + mechanism.getKey().name() + "' is not painted on this cell",
                            Suggestion.hint(mechanism.getKey().name(), "painted mechanisms", cell.cell().painted()
                                    .stream().map(p -> p.mechanism().name()).toList()));
                    continue;
                }
                BitSet region = cell.anatomy().regions(paint.texts(ModelFormat.PAINT_REGION));
                Cell.Painted there = cell.cell().painted().get(painted.getAsInt());
                mechanism.getValue().all().forEach((field, entry) -> {
                    for (int compartment : isPointer(there.mechanism(), field) ? there.compartment() : new int[0]) {
                        if (region.get(compartment)) {
                            pointedTo(cell, gid, compartment, entry).ifPresent(target -> bound.put(
                                    List.of(painted.getAsInt(), field.name(), compartment),
                                    new Pointer(gid, -1, painted.getAsInt(), compartment, field.name(), target)));
                        }
                    }
                });
            }
        }
        pointers.addAll(bound.values());
        checkPainted(cell, bound.keySet());
    }

    private void checkPainted(BoundCell cell, Set<List<Object>> bound) {
        for (int p = 0; p < cell.cell().painted().size(); p++) {
            Cell.Painted painted = cell.cell().painted().get(p);
            for (Variable variable : painted.mechanism().variables()) {
                for (int c : variable.role() == Variable.Role.POINTER ? painted.compartment() : new int[0]) {
                    if (!bound.contains(List.of(p, variable.name(), c))) {
                        Location at = new Location(cell.anatomy().compartments().section()[c],
                                cell.anatomy().compartments().x()[c]);
                        values.report(cell.entry().node(ModelFormat.PAINTS).orElseThrow(),
                                cell.entry().where(ModelFormat.PAINTS), "POINTER '" + variable.name()
                                        + "' of mechanism '" + painted.mechanism().name() + "' refers to nothing at "
                                        + at.label(cell.anatomy().morphology()),
                                "bind it where it is painted: \"pointers\": { \"" + painted.mechanism().name()
                                        + "\": { \"" + variable.name()
                                        + "\": { \"variable\": ..., \"at\": ... } } }");
                        break;
                    }
                }
            }
        }
    }

    private boolean isPointer(Mechanism mechanism, Node.Field field) {
        boolean exists = mechanism.variable(field.name()).filter(v -> v.role() == Variable.Role.POINTER).isPresent();
        if (!exists) {
            List<String> names = mechanism.variables().stream().filter(v -> v.role() == Variable.Role.POINTER)
                    .map(Variable::name).toList();
            values.report(field.value(), field.nameWhere(),
                    "mechanism '" + mechanism.name() + "' has no POINTER '" + field.name() + "'",
                    Suggestion.hint(field.name(), "POINTERs", names));
        }
        return exists;
    }

    private Optional<Quantity> pointedTo(BoundCell cell, int gid, int compartment, Entry entry) {
        Optional<Node.Text> named = entry.texts(ModelFormat.POINTER_CELL).stream().findFirst();
        int there = named.map(name -> other(gid, name)).orElse(gid);
        if (there < 0) {
            return Optional.empty();
        }
        BoundCell on = there == gid ? cell : census.kind(there);
        Anatomy anatomy = on.anatomy();
        int place = entry.texts(ModelFormat.POINTER_AT).stream().findFirst()
                .flatMap(text -> Location.read(text, anatomy.morphology(), 0.5, values))
                .map(at -> anatomy.compartments().locate(at.section(), at.x()))
                .orElseGet(() -> named.isEmpty()
                        ? compartment
                        : anatomy.compartments().locate(anatomy.morphology().root(), 0.5));
        return entry.texts(ModelFormat.POINTER_VARIABLE).stream().findFirst()
                .flatMap(text -> target(on, there, place, text));
    }

    /** The cell that a cell's pointer names: of several the one of the same index; -1 after a complaint. */
    private int other(int gid, Node.Text name) {
        List<Integer> named = census.gids(name.value());
        if (named.isEmpty() || !census.isCell(named.getFirst())) {
            values.report(name, name.where(), "there is no cell '" + name.value() + "'",
                    Suggestion.hint(name.value(), "cells", census.cellNames()));
            return -1;
        }
        int own = census.populations().stream().filter(p -> p.contains(gid)).mapToInt(p -> gid - p.first()).findFirst()
                .orElse(0);
        if (named.size() > 1 && own >= named.size()) {
            values.report(name, name.where(), "'" + name.value() + "' has no cell of index " + own,
                    "it has cells 0 to " + (named.size() - 1) + "; name one of them: \"" + name.value() + "[0]\"");
            return -1;
        }
        return named.get(named.size() == 1 ? 0 : own);
    }

    private Optional<Quantity> target(BoundCell cell, int gid, int compartment, Node.Text text) {
        Quantities quantities = new Quantities(cell, values);
        if (quantities.isLabel(text.value())) {
            return quantities.placed(text)
                    .map(p -> new Quantity.Point(gid, p.placed().getFirst(), p.variable(), p.element()));
        }
        Optional<Quantities.Distributed> found = quantities.distributed(text);
        if (found.isPresent() && !found.get().present().test(compartment)) {
            values.report(text, text.where(), "'" + text.value() + "' does not exist there",
                    "its mechanism is not painted there");
            return Optional.empty();
        }
        return found.map(d -> d.at().of(gid, compartment));
    }

    /** Complains about POINTERs that nothing is bound to. */
    void checkPointers(BoundCell cell) {
        for (BoundCell.Attachment attached : cell.afterwards()) {
            TreeSet<String> bound = new TreeSet<>(
                    attached.entry().named(ModelFormat.PLACE_POINTERS).stream().map(Node.Field::name).toList());
            if (!attached.placed().isEmpty()) {
                Mechanism mechanism = cell.cell().placed().get(attached.placed().getFirst()).mechanism();
                mechanism.variables().stream()
                        .filter(v -> v.role() == Variable.Role.POINTER && !bound.contains(v.name())).forEach(v -> {
                            Node node = attached.entry().node(ModelFormat.PLACE_MECHANISM).orElseThrow();
                            values.report(node, node.where(),
                                    "POINTER '" + v.name() + "' of mechanism '" + mechanism.name()
                                            + "' refers to nothing",
                                    "bind it: \"pointers\": { \"" + v.name()
                                            + "\": { \"variable\": ..., \"at\": ... } }");
                        });
            }
        }
    }

    /** The potential outside a cell, if the model imposes one. */
    void impose(BoundCell cell, int gid) {
        Optional<Entry> field = cell.entry().entry(ModelFormat.FIELD);
        Optional<Node> potential = field.flatMap(f -> f.node(ModelFormat.FIELD_POTENTIAL));
        Optional<Waveform> waveform = field.flatMap(f -> f.entry(ModelFormat.FIELD_WAVEFORM))
                .flatMap(w -> Waveform.read(w, Unit.ONE, documents, values));
        if (potential.isPresent() && waveform.isPresent()) {
            Compartments compartments = cell.cell().compartments();
            double[] scale_mV = new double[compartments.size()];
            for (int i = 0; i < scale_mV.length; i++) {
                scale_mV[i] = values.number(potential.get(), Unit.parse("mV"), cell.anatomy().at(i));
            }
            imposed.add(new ImposedPotential(gid, scale_mV, waveform.get().time_ms(), waveform.get().value()));
        }
    }

    List<Play> plays() {
        return List.copyOf(plays);
    }

    List<Pointer> pointers() {
        return List.copyOf(pointers);
    }

    List<ImposedPotential> imposedPotentials() {
        return List.copyOf(imposed);
    }
}
