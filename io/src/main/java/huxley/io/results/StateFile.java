package huxley.io.results;

import huxley.io.document.FileTrouble;
import huxley.io.hdf5.ElementType;
import huxley.io.hdf5.Hdf5Dataset;
import huxley.io.hdf5.Hdf5File;
import huxley.io.hdf5.Hdf5Group;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Span;
import huxley.synapse.SavedState;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A saved state as an HDF5 file: its arrays as datasets under their names, and the attributes {@code format}
 * ("huxley state"), {@code version} and {@code time_ms} of the root.
 */
public final class StateFile {
    /** Name in a folder of results. */
    public static final String NAME = "state.h5";
    private static final String FORMAT = "huxley state";
    private static final long VERSION = 1;
    private static final int LONGEST_CHUNK = 1 << 16;

    private StateFile() {
    }

    /** Writes a file, which must not exist. */
    public static void write(Path path, SavedState state) throws IOException {
        try (Hdf5File file = Hdf5File.create(path)) {
            file.root().attribute("format", FORMAT);
            file.root().attribute("version", VERSION);
            file.root().attribute("time_ms", state.time_ms());
            for (Map.Entry<String, double[]> array : state.arrays().entrySet()) {
                String[] names = array.getKey().split("/");
                Hdf5Group group = file.root();
                for (int i = 0; i < names.length - 1; i++) {
                    group = group.group(names[i]);
                }
                double[] values = array.getValue();
                Hdf5Dataset dataset = group.column(names[names.length - 1], ElementType.FLOAT64,
                        Math.clamp(values.length, 1, LONGEST_CHUNK));
                dataset.append(values, values.length);
            }
        }
    }

    /**
     * Reads a file.
     *
     * @param mention where the file is asked for, for the complaint
     */
    public static SavedState read(Path path, Span mention) {
        if (!Files.isRegularFile(path)) {
            throw new InvalidInputException(Problem.error(mention, FileTrouble.absent(path),
                    "'huxley run --save-state' leaves " + NAME + " in the results folder"));
        }
        try (HdfFile file = new HdfFile(path)) {
            if (file.getAttribute("format") == null || !FORMAT.equals(file.getAttribute("format").getData())) {
                throw unreadable(path, mention, "it holds no state");
            }
            if (((Number) file.getAttribute("version").getData()).longValue() != VERSION) {
                throw unreadable(path, mention, "it was written by another version of Huxley");
            }
            Map<String, double[]> arrays = new LinkedHashMap<>();
            gather(file, "", arrays);
            return new SavedState(((Number) file.getAttribute("time_ms").getData()).doubleValue(), arrays);
        } catch (HdfException damaged) {
            throw unreadable(path, mention, String.valueOf(damaged.getMessage()));
        }
    }

    private static void gather(Group group, String prefix, Map<String, double[]> arrays) {
        for (Node child : group) {
            String name = prefix + child.getName();
            if (child instanceof Dataset dataset) {
                arrays.put(name, dataset.getSize() == 0 ? new double[0] : (double[]) dataset.getData());
            } else if (child instanceof Group inner) {
                gather(inner, name + "/", arrays);
            }
        }
    }

    private static InvalidInputException unreadable(Path path, Span mention, String why) {
        return new InvalidInputException(Problem.error(mention, "cannot start from " + path + ": " + why,
                "give a file that 'huxley run --save-state' wrote"));
    }
}
