package huxley.io.model;

import huxley.io.document.Node;
import huxley.io.formula.Computation;
import huxley.io.formula.Formula;
import huxley.io.formula.FormulaException;
import huxley.io.formula.Quantity;
import huxley.io.formula.Scope;
import huxley.io.model.Shape.Key;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.units.Unit;
import huxley.neuron.units.UnitException;
import huxley.synapse.rule.Contact;
import huxley.synapse.rule.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Reads values that differ from cell to cell or from connection to connection. */
final class Variation {
    private static final Unit MICROMETRE = Unit.parse("um");
    /** Variables that need to know where cells stand. */
    private static final List<String> SPATIAL = List.of("distance", "dx", "dy", "dz", "x", "y", "z");

    /** A name that formulas may use, and what it stands for. */
    private record Name(Unit unit, ToDoubleFunction<Contact> value) {
    }

    private final Values values;
    private final Table.Reader tables;
    private final Map<String, Name> names;
    private final boolean placed;
    private final Optional<Table> list;
    private final int rows;

    private Variation(Values values, Table.Reader tables, Map<String, Name> names, boolean placed, Optional<Table> list,
            int rows) {
        this.values = values;
        this.tables = tables;
        this.names = names;
        this.placed = placed;
        this.list = list;
        this.rows = rows;
    }

    /** @param list the table that the connections stand in, for columns of it */
    static Variation ofConnections(Values values, Table.Reader tables, boolean placed, Optional<Table> list) {
        Map<String, Name> names = new LinkedHashMap<>();
        names.put("distance", new Name(MICROMETRE, Contact::distance_um));
        names.put("pathDistance", new Name(MICROMETRE, Contact::pathDistance_um));
        names.put("dx", new Name(MICROMETRE, Contact::dx_um));
        names.put("dy", new Name(MICROMETRE, Contact::dy_um));
        names.put("dz", new Name(MICROMETRE, Contact::dz_um));
        names.put("sourceIndex", new Name(Unit.ONE, Contact::source));
        names.put("targetIndex", new Name(Unit.ONE, Contact::target));
        return new Variation(values, tables, names, placed, list, list.map(Table::rows).orElse(-1));
    }

    /** Of the cells of a population, each the target of a contact with itself. */
    static Variation ofCells(Values values, Table.Reader tables, huxley.synapse.Population population) {
        Map<String, Name> names = new LinkedHashMap<>();
        names.put("index", new Name(Unit.ONE, Contact::target));
        huxley.synapse.Population.Placement at = population.placement();
        if (at != null) {
            names.put("x", new Name(MICROMETRE, c -> at.x_um()[c.target()]));
            names.put("y", new Name(MICROMETRE, c -> at.y_um()[c.target()]));
            names.put("z", new Name(MICROMETRE, c -> at.z_um()[c.target()]));
        }
        return new Variation(values, tables, names, at != null, Optional.empty(), population.count());
    }

    /** The value that stands there; a constant NaN if it is wrong (and reported). */
    Value read(Node node, Measure measure) {
        return node instanceof Node.Fields fields
                ? distribution(new Entry(fields, values), measure)
                : formula(node, measure);
    }

    private Value formula(Node node, Measure measure) {
        Optional<Formula> formula = values.formula(node);
        boolean varies = formula.filter(f -> f.uses().stream().anyMatch(names::containsKey)).isPresent();
        if (!varies) {
            return new Value.Constant(measure.constant(node));
        }
        List<String> used = formula.get().uses().stream().filter(names::containsKey).toList();
        if (!placed && used.stream().anyMatch(SPATIAL::contains)) {
            values.report(node, node.where(), "'" + used.stream().filter(SPATIAL::contains).findFirst().get()
                    + "' needs to know where the cells stand", "give the populations \"positions\"");
            return new Value.Constant(Double.NaN);
        }
        try {
            Computation computation = Computation.of(formula.get(), scope(), used,
                    used.stream().map(name -> name(name).unit()).toList());
            Optional<Unit> target = measure.target(computation.unit());
            if (target.isPresent()) {
                return new Value.Computed(expression(used, computation, target.get()));
            }
            values.report(node, node.where(), "expected " + measure.expected() + ", got "
                    + computation.unit().dimension().describe(), null);
        } catch (FormulaException e) {
            if (!e.isReported()) {
                values.report(node, Values.part(node, e), String.valueOf(e.getMessage()), e.hint());
            }
        }
        return new Value.Constant(Double.NaN);
    }

    private Name name(String name) {
        return java.util.Objects.requireNonNull(names.get(name));
    }

    /** What the model's parameters are; the variables of this place have their unit, as far as is known here. */
    private Scope scope() {
        Map<String, Quantity> ones = new LinkedHashMap<>();
        names.forEach((name, what) -> ones.put(name, new Quantity(1, what.unit())));
        return values.within(ones);
    }

    private Value.Expression expression(List<String> used, Computation computation, Unit target) {
        List<ToDoubleFunction<Contact>> readers = used.stream().map(name -> name(name).value()).toList();
        ToDoubleFunction<Contact> only = readers.getFirst();
        if (readers.size() == 1) {
            return contact -> computation.in(target, new double[] {only.applyAsDouble(contact)});
        }
        return contact -> {
            double[] variables = new double[readers.size()];
            for (int i = 0; i < variables.length; i++) {
                variables[i] = readers.get(i).applyAsDouble(contact);
            }
            return computation.in(target, variables);
        };
    }

    private Value distribution(Entry entry, Measure measure) {
        Optional<Value> value = entry.entry(NetworkFormat.NORMAL_KEY).map(e -> normal(e, measure))
                .or(() -> entry.entry(NetworkFormat.LOGNORMAL_KEY).map(e -> new Value.LogNormal(
                        positive(e, NetworkFormat.MEAN, measure), width(e, measure))))
                .or(() -> entry.entry(NetworkFormat.GAMMA_KEY).map(e -> new Value.Gamma(
                        positive(e, NetworkFormat.MEAN, measure), width(e, measure))))
                .or(() -> entry.entry(NetworkFormat.UNIFORM_KEY).map(e -> uniform(e, measure)))
                .or(() -> entry.entry(NetworkFormat.EXPONENTIAL_KEY).map(e -> new Value.Exponential(
                        part(e, NetworkFormat.MEAN, measure))))
                .or(() -> entry.entry(NetworkFormat.POISSON_KEY).map(e -> new Value.Poisson(
                        positive(e, NetworkFormat.MEAN, measure))));
        return value.orElseGet(() -> entry.has(NetworkFormat.COLUMN_KEY)
                ? column(entry, measure)
                : new Value.Constant(Double.NaN));
    }

    private Value part(Entry entry, Key key, Measure measure) {
        return entry.node(key).map(node -> read(node, measure)).orElse(new Value.Constant(Double.NaN));
    }

    private Value positive(Entry entry, Key key, Measure measure) {
        Value value = part(entry, key, measure);
        if (value instanceof Value.Constant(double constant) && constant <= 0) {
            Node node = entry.node(key).orElseThrow();
            values.report(node, node.where(), "this \"" + key.name() + "\" must be above 0", null);
        }
        return value;
    }

    private Value width(Entry entry, Measure measure) {
        Value width = part(entry, NetworkFormat.DEVIATION, measure);
        if (width instanceof Value.Constant(double constant) && constant < 0) {
            Node node = entry.node(NetworkFormat.DEVIATION).orElseThrow();
            values.report(node, node.where(), "a standard deviation must be 0 or more", null);
        }
        return width;
    }

    private Value normal(Entry entry, Measure measure) {
        double minimum = bound(entry, NetworkFormat.MINIMUM, Double.NEGATIVE_INFINITY, measure);
        double maximum = bound(entry, NetworkFormat.MAXIMUM, Double.POSITIVE_INFINITY, measure);
        if (minimum >= maximum) {
            Node node = entry.node(NetworkFormat.MAXIMUM).orElseThrow();
            values.report(node, node.where(), "\"maximum\" must lie above \"minimum\"", null);
            return new Value.Constant(Double.NaN);
        }
        return new Value.Normal(part(entry, NetworkFormat.MEAN, measure), width(entry, measure), minimum, maximum);
    }

    private static double bound(Entry entry, Key key, double otherwise, Measure measure) {
        double bound = entry.node(key).map(measure::constant).orElse(otherwise);
        return Double.isNaN(bound) ? otherwise : bound;
    }

    private Value uniform(Entry entry, Measure measure) {
        Value low = part(entry, NetworkFormat.LOW, measure);
        Value high = part(entry, NetworkFormat.HIGH, measure);
        if (low instanceof Value.Constant(double from) && high instanceof Value.Constant(double to) && from > to) {
            Node node = entry.node(NetworkFormat.HIGH).orElseThrow();
            values.report(node, node.where(), "\"to\" lies below \"from\"", null);
        }
        return new Value.Uniform(low, high);
    }

    private Value column(Entry entry, Measure measure) {
        Node node = entry.node(NetworkFormat.COLUMN_KEY).orElseThrow();
        Optional<Table> table = entry.node(NetworkFormat.COLUMN_FILE).isPresent()
                ? entry.texts(NetworkFormat.COLUMN_FILE).stream().findFirst().flatMap(tables::read)
                : list;
        if (table.isEmpty()) {
            if (!entry.has(NetworkFormat.COLUMN_FILE)) {
                values.report(node, node.where(), "a column of which table?",
                        "give \"file\", or connect by a single rule \"list\" with a file");
            }
            return new Value.Constant(Double.NaN);
        }
        try {
            Unit unit = Unit.parse(entry.text(NetworkFormat.COLUMN_UNIT));
            Optional<Unit> target = measure.target(unit);
            if (target.isEmpty()) {
                values.report(node, entry.where(NetworkFormat.COLUMN_UNIT), "expected " + measure.expected() + ", got "
                        + unit.dimension().describe() + " (" + unit + ")", "\"unit\" says what the numbers are");
                return new Value.Constant(Double.NaN);
            }
            double[] column = table.get().column(entry.text(NetworkFormat.COLUMN_KEY), node);
            if (rows >= 0 && column.length != rows) {
                values.report(node, node.where(), "the column has " + column.length + " rows, needed are " + rows,
                        null);
                return new Value.Constant(Double.NaN);
            }
            return new Value.Column(Arrays.stream(column).map(v -> unit.convert(v, target.get())).toArray());
        } catch (UnitException e) {
            values.report(node, entry.where(NetworkFormat.COLUMN_UNIT), String.valueOf(e.getMessage()), e.hint());
        } catch (InvalidInputException e) {
            Problem first = e.problems().getFirst();
            values.report(node, first.where(), first.message(), first.hint());
        }
        return new Value.Constant(Double.NaN);
    }
}
