package huxley.io.sonata;

import huxley.io.hdf5.Hdf5Input;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a population says of its nodes or edges. An attribute stands in the group that a row belongs to (a column, or one
 * of {@code dynamics_params}, or names of a {@code @library}), otherwise in the row's type. Columns are read when first
 * asked for, so the file must stay open until then.
 */
final class Attributes {
    private static final String PARAMETERS = "dynamics_params";

    private final Hdf5Input file;
    private final String place;
    private final TypesTable types;
    private final Span mention;
    /** [row]; empty if all rows are of one group. */
    private final int[] group;
    /** [row] row in its group; empty if row i is row i of its group. */
    private final int[] groupIndex;
    /** [row]; empty if the file names no types. */
    private final int[] type;
    private final List<Group> groups = new ArrayList<>();

    /** A column of a group: numbers, or texts. */
    private record Column(double[] numbers, List<String> texts) {
    }

    private record Group(String place, Set<String> names, Map<String, Optional<Column>> columns) {
    }

    /**
     * @param place such as {@code nodes/v1}
     * @param kind {@code node} or {@code edge}
     * @param mention where the file is named
     * @throws IOException if the file is damaged or misses what it must have
     */
    Attributes(Hdf5Input file, String place, String kind, int rows, TypesTable types, Span mention)
            throws IOException {
        this.file = file;
        this.place = place;
        this.types = types;
        this.mention = mention;
        type = optional(place + "/" + kind + "_type_id", rows);
        int[] ids = optional(place + "/" + kind + "_group_id", rows);
        int[] indices = optional(place + "/" + kind + "_group_index", rows);
        boolean one = ids.length == 0 || sameEverywhere(ids);
        if (one) {
            addGroup(ids.length == 0 ? 0 : ids[0]);
            group = new int[0];
        } else {
            Map<Integer, Integer> known = new HashMap<>();
            group = new int[rows];
            for (int i = 0; i < rows; i++) {
                Integer number = known.get(ids[i]);
                if (number == null) {
                    number = addGroup(ids[i]);
                    known.put(ids[i], number);
                }
                group[i] = number;
            }
        }
        groupIndex = one && isCounting(indices) ? new int[0] : indices;
    }

    private int addGroup(int id) throws IOException {
        String folder = place + "/" + id;
        Set<String> names = new LinkedHashSet<>(file.children(folder));
        for (String parameter : file.children(folder + "/" + PARAMETERS)) {
            names.add(PARAMETERS + "/" + parameter);
        }
        names.removeIf(name -> name.startsWith("@") || name.equals(PARAMETERS) && file.isGroup(folder + "/" + name));
        groups.add(new Group(folder, names, new HashMap<>()));
        return groups.size() - 1;
    }

    private int[] optional(String column, int rows) throws IOException {
        if (!file.has(column)) {
            return new int[0];
        }
        int[] values = file.ints(column);
        if (values.length != rows) {
            throw new IOException(column + " of " + file.path() + " has " + values.length + " rows, the population has "
                    + rows);
        }
        return values;
    }

    private static boolean sameEverywhere(int[] values) {
        for (int value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isCounting(int[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] != i) {
                return false;
            }
        }
        return true;
    }

    TypesTable types() {
        return types;
    }

    /** Type id of a row, -1 if the file names no types. */
    int type(int row) {
        return type.length == 0 ? -1 : type[row];
    }

    /** Names of all attributes that some row may have. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        groups.forEach(g -> names.addAll(g.names()));
        names.addAll(types.columns());
        return names;
    }

    /** Whether some group has a column of that name. */
    boolean isColumn(String name) {
        return groups.stream().anyMatch(g -> g.names().contains(name));
    }

    /** The value as a number, NaN if the row has none. */
    double number(int row, String name) {
        Column column = column(row, name);
        if (column == null) {
            TypesTable.Cell cell = types.cell(type(row), name);
            return cell == null ? Double.NaN : number(cell, name);
        }
        if (column.numbers().length > 0) {
            return column.numbers()[index(row)];
        }
        try {
            return Double.parseDouble(column.texts().get(index(row)));
        } catch (NumberFormatException e) {
            throw new InvalidInputException(Problem.error(mention, "attribute '" + name + "' of " + place
                    + " is a text, '" + column.texts().get(index(row)) + "'; it must be a number", null));
        }
    }

    private static double number(TypesTable.Cell cell, String name) {
        try {
            return Double.parseDouble(cell.text());
        } catch (NumberFormatException e) {
            throw new InvalidInputException(
                    Problem.error(cell.where(), "'" + cell.text() + "' is not a number, as " + name + " must be",
                            null));
        }
    }

    /** The value as a text, null if the row has none; whole numbers without a point. */
    @Nullable
    String text(int row, String name) {
        Column column = column(row, name);
        if (column == null) {
            TypesTable.Cell cell = types.cell(type(row), name);
            return cell == null ? null : cell.text();
        }
        if (column.numbers().length == 0) {
            String text = column.texts().get(index(row));
            return text.isEmpty() || text.equals("NULL") ? null : text;
        }
        double number = column.numbers()[index(row)];
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    /** Where an attribute of a row is said, for complaints. */
    Span where(int row, String name) {
        TypesTable.Cell cell = types.cell(type(row), name);
        return cell != null && column(row, name) == null ? cell.where() : types.where(type(row));
    }

    private int index(int row) {
        return groupIndex.length == 0 ? row : groupIndex[row];
    }

    private @Nullable Column column(int row, String name) {
        Group g = groups.get(group.length == 0 ? 0 : group[row]);
        if (!g.names().contains(name)) {
            return null;
        }
        Column column = g.columns().computeIfAbsent(name, n -> Optional.of(read(g, n))).orElseThrow();
        int index = index(row);
        int size = Math.max(column.numbers().length, column.texts().size());
        if (index < 0 || index >= size) {
            throw new InvalidInputException(Problem.error(mention, "row " + row + " of " + place + " is row " + index
                    + " of its group, whose column '" + name + "' has " + size + " rows", null));
        }
        return column;
    }

    private Column read(Group g, String name) {
        String column = g.place() + "/" + name;
        try {
            if (file.isText(column)) {
                Map<String, String> seen = new HashMap<>();
                return new Column(new double[0],
                        file.texts(column).stream().map(t -> seen.computeIfAbsent(t, k -> k)).toList());
            }
            String library = g.place() + "/@library/" + name;
            if (!file.has(library)) {
                return new Column(file.doubles(column), List.of());
            }
            List<String> words = file.texts(library);
            List<String> texts = new ArrayList<>();
            for (int word : file.ints(column)) {
                if (word < 0 || word >= words.size()) {
                    throw new IOException(column + " of " + file.path() + " points at word " + word
                            + " of its @library, which has " + words.size());
                }
                texts.add(words.get(word));
            }
            return new Column(new double[0], texts);
        } catch (IOException e) {
            throw new InvalidInputException(Problem.error(mention, String.valueOf(e.getMessage()), null));
        }
    }
}
