package huxley.io.model;

import huxley.io.document.Reach;
import huxley.io.document.FileTrouble;
import huxley.io.document.DocumentReader;
import huxley.io.document.Node;
import huxley.io.formula.Quantity;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Suggestion;
import huxley.synapse.Circuit.FunctionTableData;
import io.jhdf.HdfFile;
import io.jhdf.exceptions.HdfException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the points of FUNCTION_TABLEs. */
final class FunctionTables {
    private final Documents documents;
    private final MechanismLibrary library;
    private final Values values;

    FunctionTables(Documents documents, MechanismLibrary library, Values values) {
        this.documents = documents;
        this.library = library;
        this.values = values;
    }

    Map<String, FunctionTableData> read(Entry model) {
        Map<String, FunctionTableData> tables = new LinkedHashMap<>();
        model.namedEntries(ModelFormat.TABLES).forEach((field, entry) -> {
            int arguments = arguments(field);
            Optional<FunctionTableData> points = arguments == 0 ? Optional.empty() : points(field, entry, arguments);
            points.ifPresent(data -> tables.put(field.name(), data));
        });
        return tables;
    }

    private int arguments(Node.Field field) {
        int dot = field.name().indexOf('.');
        String name = dot < 0 ? field.name() : field.name().substring(0, dot);
        Optional<Mechanism> mechanism = library.any(name, field.value(), field.nameWhere(), values);
        if (mechanism.isEmpty()) {
            return 0;
        }
        String table = dot < 0 ? "" : field.name().substring(dot + 1);
        Mechanism.FunctionTable found = mechanism.get().tables().get(table);
        if (found == null) {
            values.report(field.value(), field.nameWhere(),
                    "mechanism '" + name + "' has no FUNCTION_TABLE '" + table + "'",
                    Suggestion.hint(table, "tables", mechanism.get().tables().keySet()) + "; write \"" + name
                            + ".TABLE\"");
            return 0;
        }
        return found.arguments();
    }

    private Optional<FunctionTableData> points(Node.Field field, Entry entry, int arguments) {
        double[][] axes = entry.nodes(ModelFormat.TABLE_AXES).stream().map(FunctionTables::numbers)
                .toArray(double[][]::new);
        double[] value = entry.nodes(ModelFormat.TABLE_VALUES).stream().mapToDouble(FunctionTables::number).toArray();
        if (entry.node(ModelFormat.TABLE_FILE).orElse(null) instanceof Node.Text text) {
            try {
                Path file = documents.resolve(text);
                double[][] rows = Waveform.isHdf5(file)
                        ? hdf5(file, entry, text)
                        : Waveform.csv(DocumentReader.load(file, text.where()), entry);
                axes = Arrays.copyOf(rows, rows.length - 1);
                value = rows[rows.length - 1];
            } catch (InvalidInputException e) {
                values.report(text, e.problems().getFirst().where(), e.problems().getFirst().message(),
                        e.problems().getFirst().hint());
                return Optional.empty();
            }
        }
        for (double[] axis : axes) {
            for (int i = 1; i < axis.length; i++) {
                if (!(axis[i] > axis[i - 1])) {
                    values.report(field.value(), field.nameWhere(), "the points of table '" + field.name()
                            + "' do not ascend: " + Quantity.plain(axis[i]) + " comes after "
                            + Quantity.plain(axis[i - 1]), null);
                    return Optional.empty();
                }
            }
        }
        int points = Arrays.stream(axes).mapToInt(axis -> axis.length).reduce(1, Math::multiplyExact);
        if (axes.length != arguments || points != value.length) {
            values.report(field.value(), field.nameWhere(), "table '" + field.name() + "' has " + arguments
                    + " argument(s) and needs as many axes, and a value for each combination of points; got "
                    + axes.length
                    + " axes, " + value.length + " values for " + points + " combinations", null);
            return Optional.empty();
        }
        return Optional.of(new FunctionTableData(axes, value));
    }

    /** The axes, then the values. */
    private static double[][] hdf5(Path file, Entry entry, Node.Text mention) {
        List<Node.Text> axes = entry.texts(ModelFormat.TABLE_AXIS_DATASETS);
        if (!entry.has(ModelFormat.DATASET) || axes.isEmpty()) {
            throw Waveform.failure(mention.where(), "an HDF5 file needs \"dataset\" and \"axisDatasets\"");
        }
        if (!Reach.isFile(file)) {
            throw Waveform.failure(mention.where(), FileTrouble.absent(file));
        }
        try (HdfFile hdf = new HdfFile(file)) {
            double[][] rows = new double[axes.size() + 1][];
            for (int i = 0; i < axes.size(); i++) {
                rows[i] = Waveform.column(hdf, axes.get(i).value(), mention);
            }
            rows[axes.size()] = Waveform.column(hdf, entry.text(ModelFormat.DATASET), mention);
            return rows;
        } catch (HdfException e) {
            throw Waveform.failure(mention.where(), "cannot read " + file + ": " + e.getMessage());
        }
    }

    private static double[] numbers(Node node) {
        List<Node> items = node instanceof Node.Items list ? list.items() : List.of();
        return items.stream().mapToDouble(FunctionTables::number).toArray();
    }

    private static double number(Node node) {
        return node instanceof Node.Number number ? number.value() : Double.NaN;
    }
}
