package huxley.io.model;

import huxley.io.document.Node;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.problem.Suggestion;
import huxley.synapse.Circuit.Probe;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Population;
import huxley.synapse.Projection;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Turns {@code record} into probes. */
final class Recording {
    private record Spot(int compartment, String label) {
    }

    private final Census census;
    private final Values values;
    private final double dt_ms;
    private final List<Probe> probes = new ArrayList<>();
    private final Map<String, Quantity> labels = new HashMap<>();

    Recording(Census census, Values values, double dt_ms) {
        this.census = census;
        this.values = values;
        this.dt_ms = dt_ms;
    }

    List<Probe> probes(Entry model, List<Projection> projections) {
        for (Entry entry : model.entries(ModelFormat.RECORDS)) {
            if (entry.has(ModelFormat.RECORD_PROJECTION)) {
                synapses(entry, projections);
            } else if (!entry.has(ModelFormat.RECORD_POPULATION)) {
                record(entry);
            }
        }
        return List.copyOf(probes);
    }

    private void synapses(Entry entry, List<Projection> projections) {
        Node.Text name = entry.texts(ModelFormat.RECORD_PROJECTION).getFirst();
        Optional<Projection> found = projections.stream().filter(p -> p.name().equals(name.value())).findFirst();
        Optional<Mechanism> synapse = found.flatMap(p -> Optional.ofNullable(p.synapse()));
        if (found.isEmpty()) {
            values.report(name, name.where(), "there is no projection '" + name.value() + "'",
                    Suggestion.hint(name.value(), "projections", projections.stream().map(Projection::name).toList()));
        } else if (synapse.isEmpty()) {
            values.report(name, name.where(), "projection '" + name.value() + "' has no synapses",
                    "its targets are artificial cells, which hear directly; record them as \"cell\"");
        } else {
            double interval_ms = interval(entry);
            int[] targets = ReportBinder.members(entry, found.get().target(), values);
            entry.texts(ModelFormat.RECORD_VARIABLE).forEach(text -> Quantities
                    .variable(synapse.get(), text.value(), text, values)
                    .ifPresent(variable -> synapses(entry, found.get(), targets, text.value(), variable, interval_ms)));
        }
    }

    private void synapses(Entry entry, Projection projection, int[] targets, String written,
            Quantities.Element element, double interval_ms) {
        String variable = element.variable().name();
        for (int target : targets) {
            int[] index = {0};
            projection.incoming().onto(target, (source, compartment, delay_ms, weights) -> add(entry,
                    projection.name() + "/" + member(projection.source(), source) + " to "
                            + member(projection.target(), target) + "." + written,
                    new Quantity.Synaptic(target, projection.name(), index[0]++, variable, element.element()),
                    element.variable().unit(), interval_ms));
        }
    }

    private static String member(Population population, int gid) {
        return Census.label(population.name(), gid - population.first(), population.count());
    }

    private void record(Entry entry) {
        double interval_ms = interval(entry);
        Optional<Node> named = entry.node(ModelFormat.RECORD_CELL);
        String name = entry.text(ModelFormat.RECORD_CELL);
        if (named.isPresent() && census.isSource(name)) {
            source(entry, name, interval_ms);
            return;
        }
        if (named.isPresent() && census.gids(name).isEmpty()) {
            Node node = named.get();
            values.report(node, node.where(), "there is no cell '" + name + "'",
                    Suggestion.hint(name, "cells", census.names()));
            return;
        }
        List<Integer> gids = named.isEmpty()
                ? IntStream.range(0, census.cellCount()).boxed().toList()
                : census.gids(name);
        Map<BoundCell, List<Integer>> byKind = gids.stream()
                .collect(Collectors.groupingBy(census::kind, IdentityHashMap::new, Collectors.toList()));
        census.kinds().stream().filter(byKind::containsKey).forEach(kind -> entry.texts(ModelFormat.RECORD_VARIABLE)
                .forEach(variable -> record(entry, variable, kind, byKind.getOrDefault(kind, List.of()), interval_ms)));
    }

    /** The sample interval, a whole number of steps. */
    double interval(Entry entry) {
        return interval(entry, ModelFormat.RECORD_INTERVAL);
    }

    double interval(Entry entry, Shape.Key key) {
        Optional<Node> node = entry.node(key);
        if (node.isEmpty()) {
            return dt_ms;
        }
        double interval_ms = entry.number(key);
        double steps = interval_ms / dt_ms;
        if (!Double.isNaN(steps) && (steps < 1 - 1e-6 || Math.abs(steps - Math.rint(steps)) > 1e-6)) {
            double near_ms = Math.max(1, Math.rint(steps)) * dt_ms;
            values.report(node.get(), node.get().where(), "the sample interval, " + interval_ms
                    + " ms, is not a whole number of steps of " + dt_ms + " ms", "the nearest is " + near_ms + " ms");
            return dt_ms;
        }
        return Math.rint(steps) * dt_ms;
    }

    private void source(Entry entry, String name, double interval_ms) {
        for (Node.Text variable : entry.texts(ModelFormat.RECORD_VARIABLE)) {
            for (int gid : census.gids(name)) {
                add(entry, name + "." + variable.value(), new Quantity.Point(gid, -1, variable.value(), 0), "",
                        interval_ms);
            }
        }
    }

    private void record(Entry entry, Node.Text variable, BoundCell cell, List<Integer> gids, double interval_ms) {
        Quantities quantities = new Quantities(cell, values);
        if (quantities.isLabel(variable.value())) {
            quantities.placed(variable).ifPresent(placed -> {
                for (int gid : gids) {
                    for (int index : placed.placed()) {
                        String label = cell.cell().placed().get(index).label()
                                + variable.value().substring(variable.value().lastIndexOf('.'));
                        add(entry, prefix(gid) + label,
                                new Quantity.Point(gid, index, placed.variable(), placed.element()),
                                placed.unit(), interval_ms);
                    }
                }
            });
            return;
        }
        Optional<Quantities.Distributed> distributed = quantities.distributed(variable);
        if (distributed.isEmpty()) {
            return;
        }
        Quantities.Distributed found = distributed.get();
        for (Spot spot : spots(entry, variable, cell, found)) {
            for (int gid : gids) {
                add(entry, prefix(gid) + spot.label() + "." + variable.value(),
                        found.at().of(gid, spot.compartment()),
                        found.unit(), interval_ms);
            }
        }
    }

    private List<Spot> spots(Entry entry, Node.Text variable, BoundCell cell, Quantities.Distributed quantity) {
        List<Spot> spots = new ArrayList<>();
        Anatomy anatomy = cell.anatomy();
        for (Location location : new Places(anatomy, values, 0).at(entry, ModelFormat.RECORD_AT, "record")) {
            int compartment = anatomy.compartments().locate(location.section(), location.x());
            if (quantity.present().test(compartment)) {
                spots.add(new Spot(compartment, location.label(anatomy.morphology())));
            } else {
                values.report(variable, variable.where(), "'" + variable.value() + "' does not exist at "
                        + location.label(anatomy.morphology()) + " of cell '" + cell.name() + "'",
                        "its mechanism is not painted there");
            }
        }
        BitSet region = anatomy.regions(entry.texts(ModelFormat.RECORD_REGION));
        region.stream().filter(i -> anatomy.compartments().length_um()[i] > 0 && quantity.present().test(i))
                .forEach(i -> spots.add(
                        new Spot(i, new Location(anatomy.compartments().section()[i], anatomy.compartments().x()[i])
                                .label(anatomy.morphology()))));
        if (!entry.has(ModelFormat.RECORD_AT) && !entry.has(ModelFormat.RECORD_REGION)) {
            values.report(variable, variable.where(), "where is '" + variable.value() + "' recorded?",
                    "add \"at\": \"" + anatomy.morphology().section(anatomy.morphology().root()).name()
                            + "(0.5)\" or \"region\": \"all\"");
        } else if (spots.isEmpty() && !region.isEmpty()) {
            values.report(variable, variable.where(), "'" + variable.value() + "' exists nowhere in this region",
                    "its mechanism is not painted there");
        }
        return spots;
    }

    /** The compartments of a kind of cell where an entry asks for a quantity. */
    int[] compartments(Entry entry, Node.Text variable, BoundCell kind, Quantities.Distributed quantity) {
        return spots(entry, variable, kind, quantity).stream().mapToInt(Spot::compartment).toArray();
    }

    private String prefix(int gid) {
        return census.cellCount() == 1 ? "" : census.label(gid) + "/";
    }

    private void add(Entry entry, String automatic, Quantity quantity, String unit, double interval_ms) {
        String wanted = entry.optionalText(ModelFormat.RECORD_LABEL).orElse(automatic);
        String label = wanted;
        for (int i = 2; labels.containsKey(label); i++) {
            if (quantity.equals(labels.get(label)) && entry.optionalText(ModelFormat.RECORD_LABEL).isEmpty()) {
                return;
            }
            label = entry.has(ModelFormat.RECORD_LABEL) ? wanted + " " + i : wanted + " #" + i;
        }
        labels.put(label, quantity);
        probes.add(new Probe(label, quantity, unit, interval_ms));
    }
}
