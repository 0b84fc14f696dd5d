package huxley.io.model;

import huxley.io.document.Node;
import huxley.neuron.cell.Cell;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.problem.Suggestion;
import huxley.neuron.random.RandomKey;
import huxley.neuron.random.RandomStream;
import huxley.neuron.units.Unit;
import huxley.synapse.Population;
import huxley.synapse.rule.Contact;
import huxley.synapse.rule.Field;
import huxley.synapse.rule.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Cells that differ from their kind in some values. They share its compartments and the arrays that say where mechanisms
 * are painted, so that they are still advanced side by side.
 */
final class Individuals {
    private static final String VOLTAGE = "initialVoltage";

    /** What a varied parameter is on a kind of cell. */
    private sealed interface Target {
        record Voltage() implements Target {
        }

        record Painted(int index, Variable variable) implements Target {
        }

        record Placed(List<Integer> indices, Variable variable) implements Target {
        }
    }

    /** Values [member]; where they are alike, members share a cell. */
    private record Drawn(double[] value, boolean alike) {
        Drawn(double[] value) {
            this(value, Arrays.stream(value).allMatch(v -> v == value[0]));
        }
    }

    private final Values values;
    private final Table.Reader tables;
    private final long seed;

    Individuals(Values values, Table.Reader tables, long seed) {
        this.values = values;
        this.tables = tables;
        this.seed = seed;
    }

    /** The cell of each member of a population. */
    List<Cell> cells(Entry entry, Population population, List<BoundCell> members) {
        List<Cell> cells = new ArrayList<>(members.stream().map(BoundCell::cell).toList());
        for (Node.Field field : entry.named(NetworkFormat.VARIED)) {
            Map<BoundCell, Optional<Target>> targets = new IdentityHashMap<>();
            members.forEach(kind -> targets.computeIfAbsent(kind, k -> target(k, field)));
            Map<BoundCell, Drawn> drawn = new IdentityHashMap<>();
            Map<Cell, Cell> alike = new IdentityHashMap<>();
            for (int i = 0; i < cells.size(); i++) {
                BoundCell kind = members.get(i);
                Optional<Target> target = targets.getOrDefault(kind, Optional.empty());
                if (target.isPresent()) {
                    Drawn all = drawn.computeIfAbsent(kind,
                            k -> new Drawn(draw(field, population, measure(k, target.get()))));
                    double own = all.value()[i];
                    if (inRange(field, target.get(), i, own)) {
                        cells.set(i, all.alike()
                                ? alike.computeIfAbsent(cells.get(i), cell -> changed(cell, target.get(), own))
                                : changed(cells.get(i), target.get(), own));
                    }
                }
            }
        }
        return cells;
    }

    /** [member] values in the unit of the measure; NaN if wrong (and reported). */
    double[] draw(Node.Field field, Population population, Measure measure) {
        Value value = Variation.ofCells(values, tables, population).read(field.value(), measure);
        RandomStream stream = RandomKey.of(seed, population.name(), "parameter " + field.name()).stream();
        Contact contact = new Contact(new Field(population, population, seed, population.name()));
        return IntStream.range(0, population.count())
                .mapToDouble(i -> value.of(contact.between(i, i, i), stream.at(i, 0))).toArray();
    }

    private Optional<Target> target(BoundCell kind, Node.Field field) {
        String name = field.name();
        if (name.equals(VOLTAGE)) {
            return Optional.of(new Target.Voltage());
        }
        int dot = name.lastIndexOf('.');
        String owner = dot < 0 ? name : name.substring(0, dot);
        Node.Field variable = new Node.Field(name.substring(dot + 1), field.nameWhere(), field.value());
        List<Integer> placed = kind.placed().getOrDefault(owner, List.of());
        if (dot > 0 && !placed.isEmpty()) {
            Mechanism mechanism = kind.cell().placed().get(placed.getFirst()).mechanism();
            return new Settings(values).parameter(mechanism, variable).map(v -> new Target.Placed(placed, v));
        }
        if (dot > 0 && kind.painted(owner).isPresent()) {
            int index = kind.painted(owner).getAsInt();
            return new Settings(values).parameter(kind.cell().painted().get(index).mechanism(), variable)
                    .map(v -> new Target.Painted(index, v));
        }
        TreeSet<String> known = new TreeSet<>(kind.placed().keySet());
        kind.cell().painted().forEach(painted -> known.add(painted.mechanism().name()));
        values.report(field.value(), field.nameWhere(), "cell '" + kind.name() + "' has no '" + name + "' to vary",
                "write \"mechanism.parameter\", \"label.parameter\" or \"" + VOLTAGE + "\"; "
                        + Suggestion.hint(owner, "mechanisms and labels", known));
        return Optional.empty();
    }

    private Measure measure(BoundCell kind, Target target) {
        return switch (target) {
        case Target.Voltage _ -> Measure.of(Unit.parse("mV"), values);
        case Target.Painted(int index, Variable variable) ->
            Measure.of(kind.cell().painted().get(index).mechanism(), variable, values);
        case Target.Placed(List<Integer> indices, Variable variable) ->
            Measure.of(kind.cell().placed().get(indices.getFirst()).mechanism(), variable, values);
        };
    }

    private boolean inRange(Node.Field field, Target target, int member, double value) {
        Optional<Variable> variable = switch (target) {
        case Target.Voltage _ -> Optional.empty();
        case Target.Painted painted -> Optional.of(painted.variable());
        case Target.Placed placed -> Optional.of(placed.variable());
        };
        variable.filter(v -> value < v.min() || value > v.max()).ifPresent(v -> values.report(field.value(),
                field.value().where(), "'" + field.name() + "' of cell " + member + " would be " + shown(value)
                        + (v.unit().isEmpty() ? "" : " " + v.unit()) + ", out of its range",
                "allowed are " + shown(v.min()) + " to " + shown(v.max())
                        + "; \"minimum\" and \"maximum\" cut a normal distribution"));
        return !Double.isNaN(value);
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    private static Cell changed(Cell cell, Target target, double value) {
        double[] voltage = cell.initialVoltage_mV();
        List<Cell.Painted> painted = cell.painted();
        List<Cell.Placed> placed = cell.placed();
        switch (target) {
        case Target.Voltage _ -> {
            voltage = new double[voltage.length];
            Arrays.fill(voltage, value);
        }
        case Target.Painted(int index, Variable variable) -> {
            Cell.Painted before = painted.get(index);
            Map<String, double[]> parameters = new HashMap<>(before.parameters());
            parameters.put(variable.name(), new double[] {value});
            painted = new ArrayList<>(painted);
            painted.set(index, new Cell.Painted(before.mechanism(), before.compartment(), parameters));
        }
        case Target.Placed(List<Integer> indices, Variable variable) -> {
            placed = new ArrayList<>(placed);
            for (int index : indices) {
                Cell.Placed before = placed.get(index);
                Map<String, Double> parameters = new HashMap<>(before.parameters());
                parameters.put(variable.name(), value);
                placed.set(index,
                        new Cell.Placed(before.label(), before.mechanism(), before.compartment(), parameters));
            }
        }
        }
        return new Cell(cell.name(), cell.morphology(), cell.compartments(), cell.capacitance_uF_per_cm2(), voltage,
                painted, placed, cell.ions());
    }
}
