package huxley.io.model;

import huxley.io.document.Node;
import huxley.io.model.Shape.Key;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.random.RandomKey;
import huxley.neuron.random.RandomStream;
import huxley.neuron.units.Unit;
import huxley.neuron.units.UnitException;
import huxley.synapse.Population;
import huxley.synapse.Population.Placement;
import huxley.synapse.rule.Contact;
import huxley.synapse.rule.Field;
import huxley.synapse.rule.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Where the cells of a population stand, and how they are turned. Draws belong to the population's name and the index. */
final class Positions {
    private static final Unit MICROMETRE = Unit.parse("um");
    private static final List<String> AXES = List.of("x", "y", "z");

    private final Values values;
    private final Table.Reader tables;
    private final long seed;

    Positions(Values values, Table.Reader tables, long seed) {
        this.values = values;
        this.tables = tables;
        this.seed = seed;
    }

    /** How many cells the positions are for, where they say. */
    OptionalInt count(Entry population) {
        Optional<Entry> positions = population.entry(NetworkFormat.POSITIONS_KEY);
        if (positions.isEmpty()) {
            return OptionalInt.empty();
        }
        Entry at = positions.get();
        if (at.has(NetworkFormat.AT_POINTS)) {
            return OptionalInt.of(at.nodes(NetworkFormat.AT_POINTS).size());
        }
        Optional<Entry> grid = at.entry(NetworkFormat.ON_GRID);
        if (grid.isPresent()) {
            long points = Arrays.stream(wholes(grid.get())).asLongStream().reduce(1, (a, b) -> a * b);
            return OptionalInt.of((int) Math.min(points, Integer.MAX_VALUE));
        }
        return at.entry(NetworkFormat.FROM_TABLE).map(table -> OptionalInt.of(columns(table)[0].length))
                .orElse(OptionalInt.empty());
    }

    private int[] wholes(Entry grid) {
        int[] counts = grid.nodes(NetworkFormat.GRID_COUNTS).stream().mapToInt(node -> (int) values.whole(node, 1))
                .toArray();
        return Arrays.copyOf(counts, 3);
    }

    /** The placement of a population of so many cells; null if the model does not say. */
    @Nullable
    Placement placement(String name, Entry population, int count) {
        Optional<Entry> positions = population.entry(NetworkFormat.POSITIONS_KEY);
        if (positions.isEmpty()) {
            population.node(NetworkFormat.ROTATION).ifPresent(node -> values.report(node, node.where(),
                    "a rotation without \"positions\"", "say where the cells stand"));
            return null;
        }
        double[][] at = points(name, positions.get(), count);
        Placement unturned = new Placement(at[0], at[1], at[2], new double[0]);
        double[] rotation = rotation(new Population(name, 0, count, unturned), population);
        return new Placement(at[0], at[1], at[2], rotation);
    }

    private double[][] points(String name, Entry positions, int count) {
        double[][] at = new double[3][count];
        RandomStream stream = RandomKey.of(seed, name, "position").stream();
        positions.entry(NetworkFormat.IN_BOX).ifPresent(box -> box(box, at, stream));
        positions.entry(NetworkFormat.IN_SPHERE).ifPresent(sphere -> sphere(sphere, at, stream));
        positions.entry(NetworkFormat.IN_CYLINDER).ifPresent(cylinder -> cylinder(cylinder, at, stream));
        positions.entry(NetworkFormat.IN_LAYERS).ifPresent(column -> column(column, at, stream));
        positions.entry(NetworkFormat.ON_GRID).ifPresent(grid -> grid(grid, at));
        positions.entry(NetworkFormat.FROM_TABLE).ifPresent(table -> {
            double[][] columns = columns(table);
            for (int axis = 0; axis < 3; axis++) {
                System.arraycopy(columns[axis], 0, at[axis], 0, Math.min(count, columns[axis].length));
            }
        });
        List<Node> points = positions.nodes(NetworkFormat.AT_POINTS);
        for (int i = 0; i < Math.min(count, points.size()); i++) {
            double[] point = point(points.get(i));
            for (int axis = 0; axis < 3; axis++) {
                at[axis][i] = point[axis];
            }
        }
        return at;
    }

    /** Three lengths; what is missing is 0 (and reported). */
    private double[] point(Node node) {
        List<Node> items = node instanceof Node.Items list ? list.items() : List.of();
        if (items.size() != 3) {
            values.report(node, node.where(), "a point is [x, y, z], got " + items.size() + " values", null);
        }
        double[] point = items.stream().mapToDouble(item -> values.number(item, MICROMETRE)).toArray();
        return Arrays.copyOf(point, 3);
    }

    private double[] point(Entry entry, Key key) {
        return entry.node(key).map(this::point).orElse(new double[3]);
    }

    private void box(Entry box, double[][] at, RandomStream stream) {
        double[] size = point(box, NetworkFormat.BOX_SIZE);
        double[] center = point(box, NetworkFormat.CENTER);
        for (int i = 0; i < at[0].length; i++) {
            stream.at(i, 0);
            for (int axis = 0; axis < 3; axis++) {
                at[axis][i] = center[axis] + size[axis] * (stream.nextDouble() - 0.5);
            }
        }
    }

    private void sphere(Entry sphere, double[][] at, RandomStream stream) {
        double radius = positive(sphere, NetworkFormat.RADIUS);
        double[] center = point(sphere, NetworkFormat.CENTER);
        for (int i = 0; i < at[0].length; i++) {
            stream.at(i, 0);
            double[] p = new double[3];
            do {
                Arrays.setAll(p, axis -> 2 * stream.nextDouble() - 1);
            } while (p[0] * p[0] + p[1] * p[1] + p[2] * p[2] > 1);
            for (int axis = 0; axis < 3; axis++) {
                at[axis][i] = center[axis] + radius * p[axis];
            }
        }
    }

    private void cylinder(Entry cylinder, double[][] at, RandomStream stream) {
        double height = positive(cylinder, NetworkFormat.HEIGHT);
        double[] center = point(cylinder, NetworkFormat.CENTER);
        int along = AXES.indexOf(cylinder.text(NetworkFormat.AXIS));
        for (int i = 0; i < at[0].length; i++) {
            disc(cylinder, i, along, center, at, stream);
            at[along][i] = center[along] + height * (stream.nextDouble() - 0.5);
        }
    }

    private void column(Entry column, double[][] at, RandomStream stream) {
        double[] center = point(column, NetworkFormat.CENTER);
        int along = AXES.indexOf(column.text(NetworkFormat.AXIS));
        List<Entry> layers = column.entries(NetworkFormat.LAYERS);
        double[] share = layers.stream().mapToDouble(layer -> layer.number(NetworkFormat.LAYER_SHARE)).toArray();
        if (Arrays.stream(share).anyMatch(s -> !(s >= 0)) || !(Arrays.stream(share).sum() > 0)) {
            column.node(NetworkFormat.LAYERS).ifPresent(node -> values.report(node, node.where(),
                    "shares must be 0 or more, and one above 0", null));
            return;
        }
        int[] counts = Shares.divide(at[0].length, share);
        int i = 0;
        for (int layer = 0; layer < counts.length; layer++) {
            double from = layers.get(layer).number(NetworkFormat.LAYER_FROM);
            double to = layers.get(layer).number(NetworkFormat.LAYER_TO);
            for (int k = 0; k < counts[layer]; k++, i++) {
                disc(column, i, along, center, at, stream);
                at[along][i] = center[along] + from + (to - from) * stream.nextDouble();
            }
        }
    }

    /** A point of the disc across the axis. */
    private void disc(Entry entry, int i, int along, double[] center, double[][] at, RandomStream stream) {
        double radius = positive(entry, NetworkFormat.RADIUS);
        double r = radius * Math.sqrt(stream.at(i, 0).nextDouble());
        double angle = 2 * Math.PI * stream.nextDouble();
        int across = (along + 1) % 3;
        int other = (along + 2) % 3;
        at[across][i] = center[across] + r * StrictMath.cos(angle);
        at[other][i] = center[other] + r * StrictMath.sin(angle);
    }

    private double positive(Entry entry, Key key) {
        double value = entry.number(key);
        if (value <= 0) {
            entry.node(key).ifPresent(node -> values.report(node, node.where(),
                    "\"" + key.name() + "\" must be above 0 um, got " + value + " um", null));
        }
        return value;
    }

    private void grid(Entry grid, double[][] at) {
        int[] counts = wholes(grid);
        double[] spacing = point(grid, NetworkFormat.GRID_SPACING);
        double[] center = point(grid, NetworkFormat.CENTER);
        for (int i = 0; i < at[0].length; i++) {
            int[] place = {i % counts[0], i / counts[0] % counts[1], i / counts[0] / counts[1]};
            for (int axis = 0; axis < 3; axis++) {
                at[axis][i] = center[axis] + spacing[axis] * (place[axis] - 0.5 * (counts[axis] - 1));
            }
        }
    }

    /** [axis][row] um; empty if the table cannot be read (and reported). */
    private double[][] columns(Entry entry) {
        double[][] columns = new double[3][0];
        Node node = entry.node(NetworkFormat.TABLE_PATH).orElse(null);
        Optional<Table> table = node instanceof Node.Text text ? tables.read(text) : Optional.empty();
        if (node == null || table.isEmpty()) {
            return columns;
        }
        try {
            Unit unit = Unit.parse(entry.text(NetworkFormat.TABLE_UNIT));
            List<String> names = new ArrayList<>(List.of(entry.text(NetworkFormat.TABLE_X),
                    entry.text(NetworkFormat.TABLE_Y), entry.text(NetworkFormat.TABLE_Z)));
            if (!unit.measuresSameAs(MICROMETRE)) {
                values.report(node, entry.where(NetworkFormat.TABLE_UNIT), "positions are lengths, \"" + unit
                        + "\" is not", null);
                return columns;
            }
            for (int axis = 0; axis < 3; axis++) {
                columns[axis] = Arrays.stream(table.get().column(names.get(axis), node))
                        .map(v -> unit.convert(v, MICROMETRE)).toArray();
            }
        } catch (UnitException e) {
            values.report(node, entry.where(NetworkFormat.TABLE_UNIT), String.valueOf(e.getMessage()), e.hint());
        } catch (InvalidInputException e) {
            Problem first = e.problems().getFirst();
            values.report(node, first.where(), first.message(), first.hint());
        }
        return columns;
    }

    private double[] rotation(Population population, Entry entry) {
        Optional<Entry> turn = entry.entry(NetworkFormat.ROTATION);
        boolean random = entry.optionalText(NetworkFormat.ROTATION).isPresent();
        if (turn.isEmpty() && !random) {
            return new double[0];
        }
        double[] rotation = new double[9 * population.count()];
        RandomStream stream = RandomKey.of(seed, population.name(), "rotation").stream();
        if (random) {
            for (int i = 0; i < population.count(); i++) {
                System.arraycopy(anyRotation(stream.at(i, 0)), 0, rotation, 9 * i, 9);
            }
            return rotation;
        }
        int axis = AXES.indexOf(turn.get().text(NetworkFormat.AXIS));
        Value angle = turn.get().node(NetworkFormat.ANGLE)
                .map(node -> Variation.ofCells(values, tables, population).read(node, Measure.of(Unit.ONE, values)))
                .orElse(new Value.Constant(0));
        Contact contact = new Contact(new Field(population, population, seed, population.name()));
        for (int i = 0; i < population.count(); i++) {
            double radians = angle.of(contact.between(i, i, i), stream.at(i, 0));
            System.arraycopy(about(axis, radians), 0, rotation, 9 * i, 9);
        }
        return rotation;
    }

    private static double[] about(int axis, double radians) {
        double cos = StrictMath.cos(radians);
        double sin = StrictMath.sin(radians);
        double[] r = new double[9];
        int a = (axis + 1) % 3;
        int b = (axis + 2) % 3;
        r[4 * axis] = 1;
        r[4 * a] = cos;
        r[4 * b] = cos;
        r[3 * a + b] = -sin;
        r[3 * b + a] = sin;
        return r;
    }

    /** Uniform over all rotations: a uniform unit quaternion (K. Shoemake, Graphics Gems III (1992), p. 124). */
    private static double[] anyRotation(RandomStream stream) {
        double u = stream.nextDouble();
        double first = 2 * Math.PI * stream.nextDouble();
        double second = 2 * Math.PI * stream.nextDouble();
        double x = Math.sqrt(1 - u) * StrictMath.sin(first);
        double y = Math.sqrt(1 - u) * StrictMath.cos(first);
        double z = Math.sqrt(u) * StrictMath.sin(second);
        double w = Math.sqrt(u) * StrictMath.cos(second);
        return new double[] {1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w), 2 * (x * y + z * w),
                1 - 2 * (x * x + z * z), 2 * (y * z - x * w), 2 * (x * z - y * w), 2 * (y * z + x * w),
                1 - 2 * (x * x + y * y)};
    }
}
