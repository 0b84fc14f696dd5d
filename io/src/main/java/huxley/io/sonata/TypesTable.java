package huxley.io.sonata;

import huxley.io.document.DocumentReader;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Source;
import huxley.neuron.problem.Span;
import huxley.neuron.problem.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A table of node or edge types: columns separated by blanks, one row a type, {@code NULL} where a type has no value. */
final class TypesTable {
    private static final Set<String> ABSENT = Set.of("NULL", "NONE", "None", "nan", "NaN", "");

    /** A value and where it stands. */
    record Cell(String text, Span where) {
    }

    private final String idColumn;
    private final Span where;
    private final Set<String> columns;
    private final Map<Long, Map<String, Cell>> rows;

    private TypesTable(String idColumn, Span where, Set<String> columns, Map<Long, Map<String, Cell>> rows) {
        this.idColumn = idColumn;
        this.where = where;
        this.columns = columns;
        this.rows = rows;
    }

    /** A table without types, for files that say everything themselves. */
    static TypesTable none(String idColumn, Span mention) {
        return new TypesTable(idColumn, mention, Set.of(), Map.of());
    }

    /**
     * @param idColumn {@code node_type_id} or {@code edge_type_id}
     * @param mention where the file is named
     */
    static TypesTable read(Path file, String idColumn, Span mention, Problems problems) {
        Source source = DocumentReader.load(file, mention);
        List<List<Cell>> lines = lines(source);
        if (lines.isEmpty()) {
            problems.error(source.span(0, 0), "this table is empty", "its first line names the columns");
            return none(idColumn, mention);
        }
        List<String> names = lines.getFirst().stream().map(Cell::text).toList();
        Span head = lines.getFirst().getFirst().where().to(lines.getFirst().getLast().where());
        int id = names.indexOf(idColumn);
        if (id < 0) {
            problems.error(head, "this table has no column '" + idColumn + "'",
                    Suggestion.hint(idColumn, "columns", names) + "; columns are separated by one blank");
            return none(idColumn, mention);
        }
        Map<Long, Map<String, Cell>> rows = new LinkedHashMap<>();
        for (List<Cell> line : lines.subList(1, lines.size())) {
            addRow(line, names, id, rows, problems);
        }
        return new TypesTable(idColumn, head, new java.util.LinkedHashSet<>(names), rows);
    }

    private static void addRow(List<Cell> line, List<String> names, int id, Map<Long, Map<String, Cell>> rows,
            Problems problems) {
        Span all = line.getFirst().where().to(line.getLast().where());
        if (line.size() != names.size()) {
            problems.error(all, "this row has " + line.size() + " values, the table has " + names.size() + " columns",
                    "a text with blanks stands in double quotes; NULL stands for no value");
            return;
        }
        Map<String, Cell> row = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            row.put(names.get(i), line.get(i));
        }
        Cell key = line.get(id);
        try {
            if (rows.putIfAbsent(Long.parseLong(key.text()), row) != null) {
                problems.error(key.where(), "type " + key.text() + " stands twice in this table", null);
            }
        } catch (NumberFormatException e) {
            problems.error(key.where(), "'" + key.text() + "' is no type id", "type ids are whole numbers");
        }
    }

    /** Values of every line that is not empty. */
    private static List<List<Cell>> lines(Source source) {
        List<List<Cell>> lines = new ArrayList<>();
        String text = source.text();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            int last = end > start && text.charAt(end - 1) == '\r' ? end - 1 : end;
            List<Cell> cells = cells(source, start, last);
            if (!cells.isEmpty()) {
                lines.add(cells);
            }
            start = end + 1;
        }
        return lines;
    }

    private static List<Cell> cells(Source source, int from, int to) {
        String text = source.text();
        List<Cell> cells = new ArrayList<>();
        int at = from;
        while (at < to) {
            if (text.charAt(at) == ' ' || text.charAt(at) == '\t') {
                at++;
            } else if (text.charAt(at) == '"') {
                int close = text.indexOf('"', at + 1);
                int end = close < 0 || close >= to ? to : close;
                cells.add(new Cell(text.substring(at + 1, end), source.span(at, Math.min(to, end + 1))));
                at = end + 1;
            } else {
                int end = at;
                while (end < to && text.charAt(end) != ' ' && text.charAt(end) != '\t') {
                    end++;
                }
                cells.add(new Cell(text.substring(at, end), source.span(at, end)));
                at = end;
            }
        }
        return cells;
    }

    boolean hasType(long type) {
        return rows.containsKey(type);
    }

    Set<Long> types() {
        return rows.keySet();
    }

    Set<String> columns() {
        return columns;
    }

    /** The value of a type in a column, null where it has none. */
    @Nullable
    Cell cell(long type, String column) {
        Map<String, Cell> row = rows.get(type);
        Cell cell = row == null ? null : row.get(column);
        return cell == null || ABSENT.contains(cell.text()) ? null : cell;
    }

    /** Where to complain about a type: its row if it has one, otherwise the head of the table. */
    Span where(long type) {
        Map<String, Cell> row = rows.get(type);
        Cell key = row == null ? null : row.get(idColumn);
        return key == null ? where : key.where();
    }
}
