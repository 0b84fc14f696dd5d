package huxley.io.results;

import huxley.io.document.Reach;
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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * A saved state as an HDF5 file: its arrays as datasets under their names, and the attributes {@code format}
 * ("huxley state"), {@code version}, {@code time_ms} and {@code checksum} (CRC-32C of all names and numbers) of the root.
 */
public final class StateFile {
    /** Name in a folder of results. */
    public static final String NAME = "state.h5";
    private static final String FORMAT = "huxley state";
    private static final long VERSION = 2;
    private static final int LONGEST_CHUNK = 1 << 16;

    private StateFile() {
    }

    /** Writes a file, which must not exist. */
    public static void write(Path path, SavedState state) throws IOException {
        try (Hdf5File file = Hdf5File.create(path)) {
            file.root().attribute("format", FORMAT);
            file.root().attribute("version", VERSION);
            file.root().attribute("time_ms", state.time_ms());
            file.root().attribute("checksum", checksum(state));
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
        if (!Reach.isFile(path)) {
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
            SavedState state = new SavedState(((Number) file.getAttribute("time_ms").getData()).doubleValue(), arrays);
            if (!checksum(state).equals(file.getAttribute("checksum").getData())) {
                throw unreadable(path, mention, "it has been altered: its checksum is of other numbers");
            }
            return state;
        } catch (InvalidInputException known) {
            throw known;
        } catch (RuntimeException damaged) {
            throw unreadable(path, mention, "it is damaged or cut short ("
                    + (damaged instanceof HdfException ? damaged.getMessage() : damaged) + ")");
        }
    }

    /** Of the time, and of names and numbers in the order of names. */
    private static String checksum(SavedState state) {
        CRC32C checksum = new CRC32C();
        ByteBuffer block = ByteBuffer.allocate(Double.BYTES * LONGEST_CHUNK);
        checksum.update(block.putDouble(state.time_ms()).flip());
        for (Map.Entry<String, double[]> array : new TreeMap<>(state.arrays()).entrySet()) {
            checksum.update(array.getKey().getBytes(StandardCharsets.UTF_8));
            double[] values = array.getValue();
            for (int from = 0; from < values.length; from += LONGEST_CHUNK) {
                int count = Math.min(LONGEST_CHUNK, values.length - from);
                block.clear().asDoubleBuffer().put(values, from, count);
                checksum.update(block.limit(Double.BYTES * count));
            }
        }
        return Long.toHexString(checksum.getValue());
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
