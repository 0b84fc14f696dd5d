package huxley.io.model;

import huxley.io.document.Node;
import huxley.neuron.cell.Cell;
import huxley.neuron.problem.Span;
import huxley.neuron.problem.Suggestion;
import huxley.neuron.random.RandomKey;
import huxley.neuron.random.RandomStream;
import huxley.synapse.Population;
import huxley.synapse.Population.Placement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** Makes groups of the census of the entries under {@code cells}, {@code populations} and {@code sources}. */
final class PopulationBinder {
    private final Entry model;
    private final CellBinder cells;
    private final Values values;
    private final Positions positions;
    private final Individuals individuals;
    private final MemoryEstimate memory;
    private final long seed;
    private final Map<String, Span> named = new LinkedHashMap<>();
    private final Map<String, BoundCell> kinds = new LinkedHashMap<>();
    private final Map<String, Node.Field> kindFields = new LinkedHashMap<>();
    private final Census census = new Census();

    PopulationBinder(Entry model, CellBinder cells, Values values, Table.Reader tables, MemoryEstimate memory,
            long seed) {
        this.model = model;
        this.cells = cells;
        this.values = values;
        this.positions = new Positions(values, tables, seed);
        this.individuals = new Individuals(values, tables, seed);
        this.memory = memory;
        this.seed = seed;
    }

    Individuals individuals() {
        return individuals;
    }

    Census census() {
        Map<Node.Field, Entry> populations = model.namedEntries(NetworkFormat.POPULATIONS);
        Set<String> templates = new LinkedHashSet<>();
        populations.values().forEach(entry -> templates.addAll(kindNames(entry)));
        model.namedEntries(ModelFormat.CELLS).forEach((field, entry) -> kind(field, entry, templates));
        populations.forEach((field, entry) -> {
            if (entry.has(NetworkFormat.CELL_KINDS)) {
                population(field, entry);
            }
        });
        model.namedEntries(ModelFormat.SOURCES).forEach((field, entry) -> {
            claim(field);
            census.addArtificialCells(field.name(), (int) entry.whole(ModelFormat.SOURCE_COUNT), null);
        });
        populations.forEach((field, entry) -> {
            if (!entry.has(NetworkFormat.CELL_KINDS)) {
                artificial(field, entry);
            }
        });
        return census;
    }

    private void claim(Node.Field field) {
        Span before = named.putIfAbsent(field.name(), field.nameWhere());
        if (before != null) {
            values.report(field.value(), field.nameWhere(), "there are two things called '" + field.name() + "'",
                    "the other stands at " + before.position());
        }
    }

    private void kind(Node.Field field, Entry entry, Set<String> templates) {
        kindFields.put(field.name(), field);
        cells.bind(field, entry, mentioned(field.name())).ifPresent(kind -> {
            kinds.put(field.name(), kind);
            if (isUnused(field.name(), entry, templates)) {
                values.warn(field.value(), "no population has cells of kind '"
                        + field.name() + "': there are none", "\"count\" makes cells of a kind without a population");
            } else if (!templates.contains(field.name())) {
                claim(field);
                int count = (int) entry.whole(ModelFormat.COUNT);
                census.addCells(kind, memory.cells(entry.where(ModelFormat.COUNT), kind, count) ? count : 1);
            } else {
                entry.node(ModelFormat.COUNT).ifPresent(node -> values.report(node, node.where(),
                        "how many cells of kind '" + field.name() + "' there are is said by the populations made of it",
                        "take \"count\" away"));
            }
        });
    }

    /** Where cells are made by populations: a kind that is in none, and that nothing else names. */
    private boolean isUnused(String kind, Entry entry, Set<String> templates) {
        return !templates.isEmpty() && !templates.contains(kind) && templates.stream().allMatch(this::isCell)
                && !entry.has(ModelFormat.COUNT) && !model.refersTo(kind);
    }

    private boolean isCell(String name) {
        return model.named(ModelFormat.CELLS).stream().anyMatch(field -> field.name().equals(name));
    }

    private static List<String> kindNames(Entry population) {
        return population.optionalText(NetworkFormat.CELL_KINDS).map(List::of)
                .orElseGet(() -> population.named(NetworkFormat.CELL_KINDS).stream().map(Node.Field::name).toList());
    }

    private void population(Node.Field field, Entry entry) {
        claim(field);
        List<BoundCell> kindsHere = new ArrayList<>();
        for (String name : kindNames(entry)) {
            Optional<BoundCell> kind = variant(name, entry);
            kind.ifPresent(kindsHere::add);
            if (kind.isEmpty() && !kindFields.containsKey(name)) {
                Node node = entry.node(NetworkFormat.CELL_KINDS).orElseThrow();
                values.report(node, node.where(), "there is no kind of cell '" + name + "'",
                        Suggestion.hint(name, "cells", kindFields.keySet()));
            }
        }
        if (kindsHere.size() < kindNames(entry).size() || kindsHere.isEmpty()) {
            return;
        }
        int count = count(field, entry);
        BoundCell largest = Collections.max(kindsHere,
                Comparator.comparingInt((BoundCell kind) -> kind.cell().compartments().size()));
        count = memory.cells(entry.where(NetworkFormat.MEMBERS), largest, count) ? count : 1;
        List<BoundCell> members = members(field.name(), entry, kindsHere, count);
        Placement placement = positions.placement(field.name(), entry, count);
        List<Cell> simulated = individuals.cells(entry, new Population(field.name(), 0, count, placement), members);
        census.addCells(field.name(), members, simulated, placement);
    }

    /** The kind of cell, with what the population places on it beside the kind's own. */
    private Optional<BoundCell> variant(String name, Entry population) {
        Node.Field field = kindFields.get(name);
        Optional<Node> extra = population.node(NetworkFormat.POPULATION_PLACE);
        if (extra.isEmpty() || field == null || !kinds.containsKey(name)) {
            return Optional.ofNullable(kinds.get(name));
        }
        Node.Fields merged = Documents.with(field, ModelFormat.PLACES.name(), extra.get(), values);
        return cells.bind(new Node.Field(name, field.nameWhere(), merged), new Entry(merged, values), mentioned(name));
    }

    private int count(Node.Field field, Entry entry) {
        OptionalInt places = positions.count(entry);
        Optional<Node> given = entry.node(NetworkFormat.MEMBERS);
        if (given.isEmpty()) {
            return Math.max(1, places.orElse(1));
        }
        int count = (int) Math.min(values.whole(given.get(), 1), Integer.MAX_VALUE);
        if (places.isPresent() && places.getAsInt() != count) {
            values.report(given.get(), given.get().where(), "population '" + field.name() + "' has " + count
                    + " cells, but positions for " + places.getAsInt(), "leave \"count\" out to take them all");
            return Math.max(1, Math.min(count, places.getAsInt()));
        }
        return count;
    }

    /** Kinds by their shares; which cells are of which kind is drawn. */
    private List<BoundCell> members(String name, Entry entry, List<BoundCell> kindsHere, int count) {
        if (kindsHere.size() == 1) {
            return Collections.nCopies(count, kindsHere.getFirst());
        }
        List<Node.Field> fields = entry.named(NetworkFormat.CELL_KINDS);
        double[] share = fields.stream()
                .mapToDouble(f -> values.number(f.value(), huxley.neuron.units.Unit.ONE)).toArray();
        if (Arrays.stream(share).anyMatch(s -> !(s >= 0)) || !(Arrays.stream(share).sum() > 0)) {
            fields.forEach(f -> values.report(f.value(), f.value().where(), "shares must be 0 or more, and one above 0",
                    null));
            return Collections.nCopies(count, kindsHere.getFirst());
        }
        RandomStream stream = RandomKey.of(seed, name, "kind").stream();
        int[] drawn = IntStream.range(0, count).map(i -> stream.at(i, 0).nextInt()).toArray();
        int[] order = IntStream.range(0, count).boxed()
                .sorted(Comparator.comparingInt((Integer i) -> drawn[i]).thenComparing(i -> i))
                .mapToInt(Integer::intValue).toArray();
        BoundCell[] members = new BoundCell[count];
        int next = 0;
        int[] counts = Shares.divide(count, share);
        for (int k = 0; k < counts.length; k++) {
            for (int i = 0; i < counts[k]; i++) {
                members[order[next++]] = kindsHere.get(k);
            }
        }
        return List.of(members);
    }

    private void artificial(Node.Field field, Entry entry) {
        claim(field);
        for (Shape.Key key : List.of(NetworkFormat.POPULATION_PLACE)) {
            entry.node(key).ifPresent(node -> values.report(node, node.where(),
                    "nothing can be placed on artificial cells", null));
        }
        int count = count(field, entry);
        census.addArtificialCells(field.name(), count, positions.placement(field.name(), entry, count));
    }

    /** Locations on a kind of cell that are named outside of it. */
    private List<Node.Text> mentioned(String kind) {
        Set<String> groups = new LinkedHashSet<>(Set.of(kind));
        model.namedEntries(NetworkFormat.POPULATIONS).forEach((field, entry) -> {
            if (kindNames(entry).contains(kind)) {
                groups.add(field.name());
            }
        });
        List<Node.Text> texts = new ArrayList<>();
        for (Entry record : model.entries(ModelFormat.RECORDS)) {
            String cell = record.text(ModelFormat.RECORD_CELL) + record.text(ModelFormat.RECORD_POPULATION);
            if (cell.isEmpty() || groups.contains(cell.replaceAll("\\[\\d+]$", ""))) {
                texts.addAll(record.texts(ModelFormat.RECORD_AT));
            }
        }
        model.namedEntries(NetworkFormat.PROJECTIONS).values().stream()
                .filter(p -> groups.contains(p.text(NetworkFormat.OTHER_END)))
                .forEach(p -> texts.addAll(p.texts(NetworkFormat.PLACE_ON)));
        model.namedEntries(NetworkFormat.GAP_JUNCTIONS).values().stream()
                .filter(p -> groups.contains(p.text(NetworkFormat.JUNCTION_TO))
                        || groups.contains(p.text(NetworkFormat.JUNCTION_FROM)))
                .forEach(p -> texts.addAll(p.texts(NetworkFormat.JUNCTION_PLACE)));
        return texts;
    }
}
