package huxley.io.results;

import huxley.io.hdf5.Hdf5Reading;
import huxley.io.results.RunSummary.ReportSummary;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Some columns of a report or of a file of electrodes, to look at. */
public final class ReportSample {
    /** A column takes reading all chunks that it passes through; of larger files none is read. */
    private static final long MOST_NUMBERS = 1L << 29;

    private ReportSample() {
    }

    /**
     * Reads columns that lie evenly between the first and the last.
     *
     * @param most traces of each population
     * @return empty if the file cannot be read, holds nothing or is too large to look at
     */
    public static List<Trace> read(Path folder, ReportSummary report, int most) {
        Path path = folder.resolve(report.file());
        try (Hdf5Reading _ = Hdf5Reading.of(path); HdfFile file = new HdfFile(path)) {
            List<Trace> traces = new ArrayList<>();
            if (file.getChildren().containsKey("ecp")) {
                Dataset data = file.getDatasetByPath("ecp/data");
                for (int channel : columns(data, most)) {
                    traces.add(trace(data, channel, numbers(file.getDatasetByPath("ecp/time")), report.unit(),
                            String.valueOf(data.getAttribute("channel_" + channel).getData())));
                }
            } else {
                for (Node population : (Group) file.getChild("report")) {
                    add(traces, (Group) population, report.unit(), most);
                }
            }
            return traces;
        } catch (HdfException | IOException unreadable) {
            return List.of();
        }
    }

    private static void add(List<Trace> traces, Group population, String unit, int most) {
        Dataset data = (Dataset) population.getChild("data");
        Group mapping = (Group) population.getChild("mapping");
        double[] node = numbers((Dataset) mapping.getChild("node_ids"));
        double[] first = numbers((Dataset) mapping.getChild("index_pointer"));
        double[] element = numbers((Dataset) mapping.getChild("element_ids"));
        double[] position = numbers((Dataset) mapping.getChild("element_pos"));
        double[] time = numbers((Dataset) mapping.getChild("time"));
        boolean onePlaceEach = node.length == element.length;
        for (int place : columns(data, most)) {
            int cell = 0;
            while (first[cell + 1] <= place) {
                cell++;
            }
            String where = onePlaceEach
                    ? ""
                    : " " + (long) element[place] + "(" + Csv.number(Math.rint(position[place] * 1e3) / 1e3) + ")";
            traces.add(trace(data, place, time, unit, population.getName() + "[" + (long) node[cell] + "]" + where));
        }
    }

    private static int[] columns(Dataset data, int most) {
        int[] shape = data.getDimensions();
        if (shape[0] == 0 || (long) shape[0] * shape[1] > MOST_NUMBERS) {
            return new int[0];
        }
        int count = Math.min(most, shape[1]);
        int[] columns = new int[count];
        for (int i = 0; i < count; i++) {
            columns[i] = count == 1 ? 0 : (int) Math.round(i * (shape[1] - 1.0) / (count - 1));
        }
        return columns;
    }

    private static Trace trace(Dataset data, int column, double[] time, String unit, String label) {
        int rows = data.getDimensions()[0];
        double[] time_ms = new double[rows];
        double[] values = new double[rows];
        Object read = data.getData(new long[] {0, column}, new int[] {rows, 1});
        for (int i = 0; i < rows; i++) {
            time_ms[i] = time[0] + i * time[2];
            values[i] = read instanceof float[][] floats ? floats[i][0] : ((double[][]) read)[i][0];
        }
        return new Trace(label, unit, time_ms, values);
    }

    private static double[] numbers(Dataset dataset) {
        Object read = dataset.getData();
        double[] numbers = new double[java.lang.reflect.Array.getLength(read)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = ((Number) java.lang.reflect.Array.get(read, i)).doubleValue();
        }
        return numbers;
    }
}
