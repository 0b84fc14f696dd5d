package huxley.io.model;

import huxley.io.document.Reach;
import huxley.io.document.FileTrouble;
import huxley.io.document.DocumentReader;
import huxley.io.document.Node;
import huxley.io.formula.Quantity;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Source;
import huxley.neuron.problem.Span;
import huxley.neuron.units.Unit;
import huxley.neuron.units.UnitException;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.exceptions.HdfException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A quantity that follows points in time, in the unit that was asked for. {@code time_ms} ascends. */
record Waveform(double[] time_ms, double[] value, boolean interpolate) {
    private static final Unit MILLISECOND = Unit.parse("ms");

    /** Reads a waveform; what is wrong is reported. */
    static Optional<Waveform> read(Entry entry, Unit unit, Documents documents, Values values) {
        boolean interpolate = entry.truth(ModelFormat.INTERPOLATE);
        Optional<Entry> file = entry.entry(ModelFormat.FROM_FILE);
        if (file.isPresent()) {
            return fromFile(file.get(), unit, interpolate, documents, values);
        }
        double[] time_ms = entry.numbers(ModelFormat.TIMES);
        double[] value = entry.nodes(ModelFormat.VALUES).stream().mapToDouble(node -> values.number(node, unit))
                .toArray();
        if (time_ms.length != value.length) {
            entry.node(ModelFormat.TIMES).ifPresent(node -> values.report(node, node.where(), time_ms.length
                    + " times but " + value.length + " values", "each point needs a time and a value"));
            return Optional.empty();
        }
        for (int i = 1; i < time_ms.length; i++) {
            if (time_ms[i] < time_ms[i - 1]) {
                Node node = entry.nodes(ModelFormat.TIMES).get(i);
                values.report(node, node.where(),
                        "times must ascend: " + Quantity.plain(time_ms[i]) + " ms comes after "
                                + Quantity.plain(time_ms[i - 1]) + " ms",
                        null);
                return Optional.empty();
            }
        }
        return time_ms.length == 0 ? Optional.empty() : Optional.of(new Waveform(time_ms, value, interpolate));
    }

    private static Optional<Waveform> fromFile(Entry file, Unit unit, boolean interpolate, Documents documents,
            Values values) {
        Node path = file.node(ModelFormat.FILE_NAME).orElse(null);
        Optional<Unit> timeUnit = unit(file, ModelFormat.FILE_TIME_UNIT, MILLISECOND, values);
        Optional<Unit> valueUnit = unit(file, ModelFormat.FILE_UNIT, unit, values);
        if (!(path instanceof Node.Text text) || timeUnit.isEmpty() || valueUnit.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path resolved = documents.resolve(text);
            double[][] columns = isHdf5(resolved)
                    ? hdf5(resolved, file, text)
                    : csv(DocumentReader.load(resolved, text.where()), file);
            double[] time_ms = Arrays.stream(columns[0]).map(t -> timeUnit.get().convert(t, MILLISECOND)).toArray();
            double[] value = Arrays.stream(columns[1]).map(v -> valueUnit.get().convert(v, unit)).toArray();
            checkAscending(time_ms, text);
            return Optional.of(new Waveform(time_ms, value, interpolate));
        } catch (InvalidInputException e) {
            Problem first = e.problems().getFirst();
            values.report(text, first.where(), first.message(), first.hint());
            return Optional.empty();
        }
    }

    static boolean isHdf5(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".h5") || name.endsWith(".hdf5");
    }

    private static void checkAscending(double[] time_ms, Node.Text file) {
        for (int i = 0; i < time_ms.length; i++) {
            if (i > 0 && time_ms[i] < time_ms[i - 1] || Double.isNaN(time_ms[i])) {
                throw failure(file.where(), "the times in \"" + file.value() + "\" do not ascend at point " + (i + 1));
            }
        }
        if (time_ms.length == 0) {
            throw failure(file.where(), "\"" + file.value() + "\" holds no points");
        }
    }

    private static Optional<Unit> unit(Entry file, Shape.Key key, Unit wanted, Values values) {
        try {
            Unit unit = Unit.parse(file.text(key));
            if (unit.measuresSameAs(wanted)) {
                return Optional.of(unit);
            }
            file.node(key).ifPresent(node -> values.report(node, node.where(), "expected a unit of "
                    + wanted.dimension().describe() + ", got " + unit.dimension().describe(), null));
        } catch (UnitException e) {
            file.node(key)
                    .ifPresent(node -> values.report(node, node.where(), String.valueOf(e.getMessage()), e.hint()));
        }
        return Optional.empty();
    }

    /** Rows of numbers separated by commas, semicolons or blanks; a first row of titles is allowed, # starts a comment. */
    static double[][] csv(Source source, Entry file) {
        List<double[]> rows = new ArrayList<>();
        int column = -1;
        for (DataLine line : DataLine.of(source)) {
            String[] cells = line.text().split(line.text().contains(",") ? "\\s*,\\s*" : "[;\\s]+");
            boolean first = column < 0;
            if (first) {
                column = column(file, cells, line.where());
            }
            if (!first || isNumber(cells[0])) {
                rows.add(row(cells, column, line.where()));
            }
        }
        return new double[][] {rows.stream().mapToDouble(r -> r[0]).toArray(),
                rows.stream().mapToDouble(r -> r[1]).toArray()};
    }

    private static int column(Entry file, String[] titles, Span where) {
        String wanted = file.text(ModelFormat.COLUMN);
        if (wanted.matches("[1-9]\\d{0,5}")) {
            return Integer.parseInt(wanted) - 1;
        }
        for (int i = 0; i < titles.length; i++) {
            if (titles[i].replace("\"", "").strip().equals(wanted)) {
                return i;
            }
        }
        throw failure(where, "there is no column '" + wanted + "'; the file has " + String.join(", ", titles));
    }

    private static double[] row(String[] cells, int column, Span where) {
        if (column >= cells.length || !isNumber(cells[0]) || !isNumber(cells[column])) {
            throw failure(where, "expected numbers in columns 1 and " + (column + 1) + " of this row");
        }
        return new double[] {Double.parseDouble(cells[0]), Double.parseDouble(cells[column])};
    }

    private static boolean isNumber(String cell) {
        return cell.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
    }

    private static double[][] hdf5(Path path, Entry file, Node.Text mention) {
        if (!Reach.isFile(path)) {
            throw failure(mention.where(), FileTrouble.absent(path));
        }
        String values = file.text(ModelFormat.DATASET);
        if (values.isEmpty()) {
            throw failure(mention.where(), "an HDF5 file needs \"dataset\", and \"timeDataset\" or \"interval\"");
        }
        try (HdfFile hdf = new HdfFile(path)) {
            double[] value = column(hdf, values, mention);
            String times = file.text(ModelFormat.TIME_DATASET);
            double[] time = times.isEmpty() ? equallySpaced(file, value.length, mention) : column(hdf, times, mention);
            if (time.length != value.length) {
                throw failure(mention.where(), time.length + " times but " + value.length + " values");
            }
            return new double[][] {time, value};
        } catch (HdfException e) {
            throw failure(mention.where(), "cannot read " + path + ": " + e.getMessage());
        }
    }

    private static double[] equallySpaced(Entry file, int length, Node.Text mention) {
        double interval_ms = file.number(ModelFormat.INTERVAL);
        if (!(interval_ms > 0)) {
            throw failure(mention.where(), "an HDF5 file needs \"timeDataset\" or \"interval\"");
        }
        Unit unit = Unit.parse(file.text(ModelFormat.FILE_TIME_UNIT));
        double[] time = new double[length];
        for (int i = 0; i < length; i++) {
            time[i] = MILLISECOND.convert(i * interval_ms, unit);
        }
        return time;
    }

    /** All numbers of a dataset, row after row. */
    static double[] column(HdfFile hdf, String name, Node.Text mention) {
        if (!(hdf.getByPath(name) instanceof Dataset dataset) || dataset.getSize() == 0) {
            throw failure(mention.where(), name + " is not a dataset of numbers");
        }
        return switch (dataset.getDataFlat()) {
        case double[] doubles -> doubles;
        case float[] floats -> {
            double[] wide = new double[floats.length];
            for (int i = 0; i < wide.length; i++) {
                wide[i] = floats[i];
            }
            yield wide;
        }
        case int[] ints -> Arrays.stream(ints).asDoubleStream().toArray();
        case long[] longs -> Arrays.stream(longs).asDoubleStream().toArray();
        default -> throw failure(mention.where(), name + " is not a dataset of numbers");
        };
    }

    static InvalidInputException failure(Span where, String message) {
        return new InvalidInputException(Problem.error(where, message, null));
    }
}
