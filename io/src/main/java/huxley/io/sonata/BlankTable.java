package huxley.io.sonata;

import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Source;
import huxley.neuron.problem.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table of numbers and words whose columns are separated by blanks and named in the first line. */
record BlankTable(Source source, List<String> names, List<String[]> rows) {
    static BlankTable read(Source source) {
        List<String[]> rows = new ArrayList<>();
        for (String line : source.text().split("\\R")) {
            if (!line.isBlank()) {
                rows.add(line.strip().split("[\\s,]+"));
            }
        }
        List<String> names = rows.isEmpty() ? List.of() : Arrays.asList(rows.removeFirst());
        return new BlankTable(source, names, rows);
    }

    boolean has(String column) {
        return names.contains(column);
    }

    String word(int row, String column) {
        return rows.get(row)[names.indexOf(column)];
    }

    /** The numbers of a column; none after a complaint. */
    double[] column(String name, Problems problems) {
        int column = names.indexOf(name);
        if (column < 0) {
            problems.error(source.span(0, Math.min(source.text().length(), source.text().indexOf('\n') + 1)),
                    "this table has no column '" + name + "'", Suggestion.hint(name, "columns", names));
            return new double[0];
        }
        double[] values = new double[rows.size()];
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = Double.parseDouble(rows.get(i)[column]);
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                problems.error(source.span(0, 0), "row " + (i + 1) + " of this table has no number in column '" + name
                        + "'", null);
                return new double[0];
            }
        }
        return values;
    }
}
