package huxley.io.model;

import huxley.io.document.Reach;
import huxley.io.document.FileTrouble;
import huxley.io.document.DocumentReader;
import huxley.io.document.Node;
import huxley.io.hdf5.Hdf5Input;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Source;
import huxley.neuron.problem.Span;
import huxley.neuron.problem.Suggestion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Columns of numbers in a file: those of a CSV file by title, or datasets of an HDF5 file by path. */
sealed interface Table {
    /**
     * A column by its name.
     *
     * @throws InvalidInputException if there is no such column of numbers
     */
    double[] column(String name, Node mention);

    /** How many rows; -1 if columns may differ. */
    int rows();

    /** Reads tables, each once. */
    final class Reader {
        private final Documents documents;
        private final Values values;
        private final Map<Path, Optional<Table>> known = new HashMap<>();

        Reader(Documents documents, Values values) {
            this.documents = documents;
            this.values = values;
        }

        /** The table in a file; nothing if it cannot be read (and reported). */
        Optional<Table> read(Node.Text text) {
            Path path = documents.resolve(text);
            Optional<Table> table = known.get(path);
            if (table == null) {
                table = open(path, text);
                known.put(path, table);
            }
            return table;
        }

        private Optional<Table> open(Path path, Node.Text text) {
            try {
                if (!Reach.isFile(path)) {
                    throw failure(text.where(), FileTrouble.absent(path), null);
                }
                String name = path.toString().toLowerCase(Locale.ROOT);
                return Optional.of(name.endsWith(".h5") || name.endsWith(".hdf5")
                        ? new InHdf5(path)
                        : InText.read(DocumentReader.load(path, text.where())));
            } catch (InvalidInputException e) {
                Problem first = e.problems().getFirst();
                values.report(text, first.where(), first.message(), first.hint());
                return Optional.empty();
            }
        }
    }

    /** Values separated by commas, semicolons or blanks below a row of titles; # starts a comment. */
    record InText(Source source, List<String> titles, List<double[]> lines) implements Table {
        static InText read(Source source) {
            List<String> titles = new ArrayList<>();
            List<double[]> lines = new ArrayList<>();
            int start = 0;
            for (String line : source.text().split("\n", -1)) {
                Span where = source.span(start, start + line.stripTrailing().length());
                start += line.length() + 1;
                String bare = line.replaceAll("#.*", "").strip();
                if (!bare.isEmpty()) {
                    String[] cells = bare.split(bare.contains(",") ? "\\s*,\\s*" : "[;\\s]+", -1);
                    if (titles.isEmpty()) {
                        Arrays.stream(cells).map(cell -> cell.replace("\"", "").strip()).forEach(titles::add);
                    } else {
                        lines.add(numbers(cells, titles.size(), where));
                    }
                }
            }
            if (titles.isEmpty()) {
                throw failure(Span.none(source.name()), "the file is empty", "its first line holds the titles");
            }
            return new InText(source, titles, lines);
        }

        private static double[] numbers(String[] cells, int columns, Span where) {
            if (cells.length != columns) {
                throw failure(where, "this row has " + cells.length + " values, but there are " + columns + " titles",
                        null);
            }
            double[] numbers = new double[columns];
            for (int i = 0; i < columns; i++) {
                try {
                    numbers[i] = Double.parseDouble(cells[i]);
                } catch (NumberFormatException e) {
                    throw failure(where, "expected a number, got '" + cells[i] + "'", null);
                }
            }
            return numbers;
        }

        @Override
        public double[] column(String name, Node mention) {
            int column = titles.indexOf(name);
            if (column < 0) {
                throw failure(mention.where(), source.name() + " has no column '" + name + "'",
                        Suggestion.hint(name, "columns", titles));
            }
            return lines.stream().mapToDouble(line -> line[column]).toArray();
        }

        @Override
        public int rows() {
            return lines.size();
        }
    }

    /** One-dimensional datasets. */
    record InHdf5(Path path) implements Table {
        @Override
        public double[] column(String name, Node mention) {
            try (Hdf5Input file = Hdf5Input.open(path)) {
                return file.doubles(name);
            } catch (IOException e) {
                throw failure(mention.where(), String.valueOf(e.getMessage()), null);
            }
        }

        @Override
        public int rows() {
            return -1;
        }
    }

    private static InvalidInputException failure(Span where, String message, @Nullable String hint) {
        return new InvalidInputException(Problem.error(where, message, hint));
    }
}
