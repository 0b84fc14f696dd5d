package huxley.io.model;

import huxley.io.document.Node;
import huxley.neuron.problem.Suggestion;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Population;
import huxley.synapse.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Turns the entries of {@code record} that name a population into reports: one for each variable. */
final class ReportBinder {
    /** Places of one kind of cell, and what is read there. */
    private record Places(String unit, int[] place, OfPlace at) {
    }

    private interface OfPlace {
        Quantity of(int gid, int place);
    }

    private final Census census;
    private final Values values;
    private final Recording recording;
    private final List<Report> reports = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    ReportBinder(Census census, Values values, Recording recording) {
        this.census = census;
        this.values = values;
        this.recording = recording;
    }

    List<Report> reports(Entry model) {
        model.entries(ModelFormat.RECORDS).stream().filter(entry -> entry.has(ModelFormat.RECORD_POPULATION))
                .forEach(this::record);
        return List.copyOf(reports);
    }

    private void record(Entry entry) {
        Node node = entry.node(ModelFormat.RECORD_POPULATION).orElseThrow();
        String name = entry.text(ModelFormat.RECORD_POPULATION);
        Population population = census.group(name);
        if (population == null) {
            values.report(node, node.where(), "there is no population '" + name + "'",
                    Suggestion.hint(name, "populations", census.names()));
            return;
        }
        int[] gids = members(entry, population, values);
        entry.texts(ModelFormat.RECORD_VARIABLE).forEach(variable -> report(entry, variable, population, gids));
    }

    /** Ascending. */
    static int[] members(Entry entry, Population population, Values values) {
        int every = (int) entry.whole(ModelFormat.RECORD_EVERY);
        List<Node> listed = entry.nodes(ModelFormat.RECORD_MEMBERS);
        if (listed.isEmpty()) {
            return IntStream.iterate(population.first(), gid -> gid < population.end(), gid -> gid + every).toArray();
        }
        for (Node node : listed) {
            long index = values.whole(node, 0);
            if (index >= population.count()) {
                values.report(node, node.where(), "population '" + population.name() + "' has no cell " + index,
                        "it has cells 0 to " + (population.count() - 1));
            }
        }
        return listed.stream().mapToLong(node -> values.whole(node, 0)).filter(i -> i < population.count()).distinct()
                .sorted().mapToInt(i -> population.first() + (int) i).toArray();
    }

    private void report(Entry entry, Node.Text variable, Population population, int[] gids) {
        boolean cells = census.isCell(population.first());
        Map<BoundCell, Places> byKind = new IdentityHashMap<>();
        int size = gids.length;
        IntFunction<Quantity> quantity = i -> new Quantity.Point(gids[i], -1, variable.value(), 0);
        String unit = "";
        if (cells) {
            for (int gid : gids) {
                byKind.computeIfAbsent(census.kind(gid), kind -> places(entry, variable, kind));
            }
            int[] first = new int[gids.length + 1];
            for (int i = 0; i < gids.length; i++) {
                first[i + 1] = first[i] + placesOf(byKind, gids[i]).place().length;
            }
            size = first[gids.length];
            unit = byKind.values().stream().map(Places::unit).filter(u -> !u.isEmpty()).findFirst().orElse("");
            quantity = i -> {
                int found = Arrays.binarySearch(first, i);
                int cell = found >= 0 ? last(first, found) : -found - 2;
                Places places = placesOf(byKind, gids[cell]);
                return places.at().of(gids[cell], places.place()[i - first[cell]]);
            };
        }
        if (size == 0 || values.hasErrors()) {
            return;
        }
        double start_ms = entry.number(ModelFormat.RECORD_START);
        double stop_ms = entry.has(ModelFormat.RECORD_STOP)
                ? entry.number(ModelFormat.RECORD_STOP)
                : Double.POSITIVE_INFINITY;
        if (!(start_ms < stop_ms)) {
            Node node = entry.node(ModelFormat.RECORD_STOP).or(() -> entry.node(ModelFormat.RECORD_START))
                    .orElseThrow();
            values.report(node, node.where(), "nothing lies between " + start_ms + " ms and " + stop_ms + " ms", null);
        }
        reports.add(new Report(unique(entry.optionalText(ModelFormat.RECORD_LABEL)
                .orElse(population.name() + "." + variable.value())), size, quantity, unit, start_ms, stop_ms,
                recording.interval(entry)));
    }

    /** Cells without places share the index of the next: the last of them has some. */
    private static int last(int[] first, int found) {
        int cell = found;
        while (cell + 1 < first.length && first[cell + 1] == first[cell]) {
            cell++;
        }
        return cell;
    }

    private Places placesOf(Map<BoundCell, Places> byKind, int gid) {
        return Objects.requireNonNull(byKind.get(census.kind(gid)));
    }

    private Places places(Entry entry, Node.Text variable, BoundCell kind) {
        Quantities quantities = new Quantities(kind, values);
        if (quantities.isLabel(variable.value())) {
            return quantities.placed(variable).map(placed -> new Places(placed.unit(),
                    placed.placed().stream().mapToInt(Integer::intValue).toArray(),
                    (gid, index) -> new Quantity.Point(gid, index, placed.variable(), placed.element())))
                    .orElseGet(ReportBinder::nowhere);
        }
        Optional<Quantities.Distributed> distributed = quantities.distributed(variable);
        return distributed.map(found -> new Places(found.unit(),
                recording.compartments(entry, variable, kind, found), (gid, i) -> found.at().of(gid, i)))
                .orElseGet(ReportBinder::nowhere);
    }

    private static Places nowhere() {
        return new Places("", new int[0], (gid, place) -> new Quantity.Voltage(gid, 0));
    }

    private String unique(String wanted) {
        String name = wanted;
        for (int i = 2; !names.add(name); i++) {
            name = wanted + " #" + i;
        }
        return name;
    }
}
